import { validateHeaderName, validateHeaderValue } from 'node:http';
import { headerLines } from '../verification/raw-request.js';
import { RequestView } from '../verification/request-view.js';
import { Unsignable } from './unsignable.js';
/** The draft as the receiver will see it. */
export function viewOf(draft) {
    const { method, url, headers, body } = draft;
    return new RequestView({ method, url, rawHeaders: headers.flat(), body, remoteAddress: '' });
}
/** The draft with this one line of the header, in place of all it had. `name` is lower case. */
export function withHeader(draft, name, value) {
    const others = draft.headers.filter(([each]) => each.toLowerCase() !== name);
    return { ...draft, headers: [...others, [name, value]] };
}
export function headerOf(draft, name) {
    return headerLines(draft.headers.flat(), name)[0];
}
/** Throws Unsignable when a header could not travel as it stands: HTTP takes no line breaks, and trims the ends. */
export function requireSendable(draft) {
    for (const [name, value] of draft.headers) {
        if (!isSendable(name, value)) {
            throw new Unsignable(`the header ${JSON.stringify(name.slice(0, 60))} cannot be sent as it stands`);
        }
    }
}
function isSendable(name, value) {
    try {
        validateHeaderName(name);
        validateHeaderValue(name, value);
        return !/^[\t ]|[\t ]$/.test(value);
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=draft-request.js.map
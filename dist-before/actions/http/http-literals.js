/** What `http.request` refuses of values that stand in a document as they are. Pure. */
import { METHODS } from 'node:http';
import { suggest } from '../../config/suggest.js';
import { checkHeaders, checkMethod, checkUrl } from '../../outbound/outbound-request.js';
export const HTTP_LITERALS = {
    url: ofText((url) => void checkUrl(url)),
    method: ofText((text) => {
        if (!/^[A-Za-z]+$/.test(text)) {
            return undefined; // the schema says so
        }
        const method = checkMethod(text);
        const suggestion = METHODS.includes(method) ? undefined : suggest(method, METHODS);
        return suggestion === undefined
            ? undefined
            : { message: `'${text}' is no method that servers know`, suggestion };
    }),
    headers: (value) => {
        const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
        for (const [name, one] of isMap ? Object.entries(value) : []) {
            checkHeaders({ [name]: typeof one === 'string' ? one : '' }); // numbers and booleans hold no line break
        }
        return undefined;
    },
    auth: (value) => {
        const { tokenUrl = null } = (value ?? {});
        if (typeof tokenUrl === 'string') {
            checkUrl(tokenUrl, 'auth.tokenUrl');
        }
        return undefined;
    },
    idempotencyHeader: ofText(checkName),
    causeHeader: ofText(checkName),
};
function checkName(name) {
    checkHeaders({ [name]: '' });
}
/** Empty text sends nothing, or is refused by the schema. */
function ofText(check) {
    return (value) => (typeof value === 'string' && value !== '' ? check(value) : undefined);
}
//# sourceMappingURL=http-literals.js.map
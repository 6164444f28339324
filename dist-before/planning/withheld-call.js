/** A call that was about to be made, thrown instead of making it. */
export class WithheldCall extends Error {
    request;
    constructor(request) {
        super('a plan makes no call');
        this.request = request;
        this.name = new.target.name;
    }
}
/** A way out that lets nothing out. */
export const CLOSED_WAY = {
    request: (request) => Promise.reject(new WithheldCall(request)),
};
/** Sends nothing either, and so needs no token. */
export const CLOSED_TOKENS = {
    send: (request) => Promise.reject(new WithheldCall(request)),
};
/** A way out for reading directories: a `GET` goes, anything else is withheld. */
export function readingWay(way) {
    return {
        request: (request) => request.method === 'GET' ? way.request(request) : Promise.reject(new WithheldCall(request)),
    };
}
/** Longest body that is shown, in characters. */
const LONGEST_BODY = 20_000;
const CREDENTIAL = /auth|cookie|token|secret|password|api-?key|signature/i;
/** What may be shown of it: the key that makes a call safe to repeat is no credential. */
export function plannedCall({ method, url, headers = {}, body }, exact = true) {
    const text = body === undefined ? null : body.toString();
    return {
        kind: 'call',
        method,
        url,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIAL.test(name))),
        body: text !== null && text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : text,
        exact,
    };
}
//# sourceMappingURL=withheld-call.js.map
const FORM = 'application/x-www-form-urlencoded';
/** A request with its body as bytes: text as it is, anything else as JSON or as a form. */
export function writeRequest({ body, query = {}, headers = {} }, line) {
    const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
    const isEmpty = body === undefined;
    const type = line.form ? FORM : 'application/json';
    const lines = Object.entries(headers).map(([name, value]) => [name, latin1(value)]);
    const isRaw = typeof body === 'string' && (line.form === true || names.has('content-type'));
    const text = isEmpty ? '' : isRaw ? body : line.form ? formText(body) : JSON.stringify(body);
    return {
        method: line.method,
        url: withQuery(line.url, query),
        headers: isEmpty || names.has('content-type') ? lines : [['content-type', type], ...lines],
        body: Buffer.from(text, 'utf8'),
    };
}
function withQuery(url, query) {
    const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
    const added = new URLSearchParams(pairs).toString();
    return added === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${added}`;
}
function formText(body) {
    const fields = Object.entries((body ?? {})).flatMap(([name, value]) => [value]
        .flat()
        .map((one) => [name, typeof one === 'string' ? one : JSON.stringify(one)]));
    return new URLSearchParams(fields).toString();
}
/** Header values travel as the latin-1 view of their bytes. */
function latin1(text) {
    return Buffer.from(text, 'utf8').toString('latin1');
}
//# sourceMappingURL=write-request.js.map
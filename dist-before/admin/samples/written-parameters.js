import { InvalidRequest } from '../../errors/errors.js';
/** The `parameters` of a trigger as a document has them. Throws InvalidRequest for names that are not among them. */
export function writtenParameters({ parameters }, { wholeBody, required }) {
    const chosen = Object.entries(parameters).filter(([, written]) => wholeBody || !isWhole(written));
    const strangers = required.filter((name) => !chosen.some(([each]) => each === name));
    if (strangers.length > 0) {
        const names = chosen.map(([name]) => name).join(', ') || 'none';
        const errors = strangers.map((name) => ({
            path: 'required',
            message: `${name.slice(0, 100)} is not among the parameters: ${names}`,
        }));
        throw new InvalidRequest('the request is not valid', { errors });
    }
    return Object.fromEntries(chosen.map(([name, written]) => [
        name,
        required.includes(name)
            ? { ...(typeof written === 'string' ? { type: written } : written), required: true }
            : written,
    ]));
}
function isWhole(written) {
    return typeof written !== 'string' && written.whole === true;
}
//# sourceMappingURL=written-parameters.js.map
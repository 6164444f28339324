/** Which HTTP statuses a task takes as success: `200`, `"200-299"`, or a list of such. Pure. */
import { InvalidParameters } from '../../errors/errors.js';
/** Reads `expect`; throws InvalidParameters for what is no status or range. Default: 200 to 299. */
export function readExpected(expect) {
    if (expect === undefined || expect === null) {
        return (status) => status >= 200 && status <= 299;
    }
    const ranges = (Array.isArray(expect) ? expect : [expect]).map(readRange);
    return (status) => ranges.some(([low, high]) => status >= low && status <= high);
}
function readRange(one) {
    const text = typeof one === 'number' || typeof one === 'string' ? String(one) : '';
    const match = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(text.trim());
    if (match === null) {
        throw new InvalidParameters('expect: must hold statuses like 204 or ranges like "200-299"', {
            member: 'expect',
        });
    }
    const low = Number(match[1]);
    return [low, match[2] === undefined ? low : Number(match[2])];
}
//# sourceMappingURL=expected-status.js.map
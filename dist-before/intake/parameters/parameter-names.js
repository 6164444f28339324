import { isReservedName } from '../../workflow/parameters/parameter-name.js';
/** Leaves room for the number that makes a name unique. */
const LONGEST = 90;
/** Makes names for parameters out of what things are called in requests, each once. */
export class ParameterNames {
    taken = new Set();
    /** `emp_id` stays, `x-trace-id` becomes `xTraceId`, a second one `xTraceId2`, `1st` `_1st`. */
    nameOf(key) {
        const base = asName(key);
        let name = base;
        for (let number = 2; this.taken.has(name); number += 1) {
            name = `${base}${number}`;
        }
        this.taken.add(name);
        return name;
    }
}
function asName(key) {
    const [first = '', ...rest] = key.split(/[^A-Za-z0-9_]+/).filter((word) => word !== '');
    const joined = [first, ...rest.map((word) => word[0].toUpperCase() + word.slice(1))]
        .join('')
        .slice(0, LONGEST);
    const name = /^[A-Za-z_]/.test(joined) ? joined : `_${joined}`;
    return isReservedName(name) ? `${name}_` : name;
}
//# sourceMappingURL=parameter-names.js.map
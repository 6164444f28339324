import { FORBIDDEN_NAME } from './json.js';
/** Every value of `name`, in order. */
export function valuesOf(fields, name) {
    return fields.filter(([each]) => each === name).map(([, value]) => value);
}
/** Folds repeated names into lists. A field named `__proto__` is dropped. */
export function toRecord(fields) {
    const folded = new Map();
    for (const [name, value] of fields) {
        if (name === FORBIDDEN_NAME) {
            continue;
        }
        const known = folded.get(name);
        if (known === undefined) {
            folded.set(name, value);
        }
        else if (Array.isArray(known)) {
            known.push(value);
        }
        else {
            folded.set(name, [known, value]);
        }
    }
    return Object.fromEntries(folded);
}
//# sourceMappingURL=fields.js.map
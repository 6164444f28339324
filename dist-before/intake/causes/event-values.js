/** The values in the body of an event by their plain names, read once however often they are asked for. */
/** Members that show how it was. */
const BEFORE = /^(old|prev|before|from$|original)/;
const MOST_VALUES = 5000;
const DEEPEST = 12;
/** In lower case and without signs: `display_name` and `displayName` are one. */
export const plainName = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
/** Of each name those nearest to the top, without those of before; a body with more than a few thousand is not read to its end. */
export function eventValues(body) {
    const found = new Map();
    let left = MOST_VALUES;
    const keep = (name, value, deep) => {
        const known = found.get(name);
        if (known === undefined || deep < known.deep) {
            found.set(name, { deep, values: [value] });
        }
        else if (deep === known.deep) {
            known.values.push(value);
        }
    };
    const gather = (one, deep) => {
        for (const [name, value] of membersOf(one, deep)) {
            const plain = plainName(name);
            left -= 1;
            if (left < 0) {
                return;
            }
            if (!BEFORE.test(plain)) {
                keep(plain, value, deep);
                gather(value, deep + 1);
            }
        }
    };
    gather(body, 0);
    return new Map([...found].map(([name, { values }]) => [name, values]));
}
/** The texts, numbers and truths in a value, as texts. */
export function scalarsOf(value) {
    const scalars = new Set();
    const gather = (one, deep) => {
        if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') {
            scalars.add(String(one));
        }
        for (const [, inner] of membersOf(one, deep)) {
            if (scalars.size >= MOST_VALUES) {
                return;
            }
            gather(inner, deep + 1);
        }
    };
    gather(value, 0);
    return scalars;
}
/** Items of lists have no name. */
function* membersOf(value, deep) {
    if (typeof value !== 'object' || value === null || deep > DEEPEST) {
        return;
    }
    if (Array.isArray(value)) {
        for (const item of value) {
            yield ['', item];
        }
        return;
    }
    for (const name of Object.keys(value)) {
        yield [name, value[name]];
    }
}
//# sourceMappingURL=event-values.js.map
/** Parts of a type and what separates them: `users.*.create`, `urn:a:*`, `users/*`. */
const SEPARATOR = /([./:])/;
/**
 * Finds what belongs to a text. Entries are texts, or patterns in which `*` stands for one whole name between `.`, `/`
 * and `:`. A text goes before patterns, a narrower pattern before a wider one. Throws a RangeError for a `*` that is
 * only part of a name, and for two patterns that take the same text and neither of which is narrower.
 */
export class PatternTable {
    texts = new Map();
    patterns;
    constructor(entries) {
        const patterns = [];
        for (const [text, value] of entries) {
            if (text.includes('*')) {
                patterns.push({ parts: partsOf(text), value });
            }
            else {
                this.texts.set(text, value);
            }
        }
        requireOrder(patterns.map(({ parts }) => parts));
        this.patterns = patterns
            .toSorted((one, other) => stars(one.parts) - stars(other.parts))
            .map(({ parts, value }) => ({ expression: expressionOf(parts), value }));
    }
    find(text) {
        return this.texts.has(text)
            ? this.texts.get(text)
            : this.patterns.find(({ expression }) => expression.test(text))?.value;
    }
}
function partsOf(text) {
    const parts = text.split(SEPARATOR);
    if (parts.some((part) => part.includes('*') && part !== '*')) {
        throw new RangeError(`"${text}" is not a pattern: * stands for one whole name`);
    }
    return parts;
}
function requireOrder(patterns) {
    for (const [index, one] of patterns.entries()) {
        for (const other of patterns.slice(index + 1)) {
            if (overlap(one, other) && !isWithin(one, other) && !isWithin(other, one)) {
                throw new RangeError(`"${one.join('')}" and "${other.join('')}" take the same types`);
            }
        }
    }
}
function overlap(one, other) {
    return (one.length === other.length &&
        one.every((part, at) => part === other[at] || (part === '*' && other[at] !== '') || (other[at] === '*' && part !== '')));
}
/** Whether all that `one` takes is taken by `other`, which is of the same length. */
function isWithin(one, other) {
    return one.every((part, at) => part === other[at] || other[at] === '*');
}
function stars(parts) {
    return parts.filter((part) => part === '*').length;
}
function expressionOf(parts) {
    const source = parts.map((part) => part === '*' ? '[^./:]+' : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw `\$&`));
    return new RegExp(`^${source.join('')}$`);
}
//# sourceMappingURL=pattern-table.js.map
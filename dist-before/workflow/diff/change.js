const SIGNS = {
    added: '+',
    removed: '-',
    moved: '>',
    changed: '~',
};
const LONGEST = 200;
/** A line for a person: `~ task profile: set.active: true -> false`. */
export function changeLine({ kind, part, id, property, before, after }) {
    const what = `${SIGNS[kind]} ${part}${id === null ? '' : ` ${id}`}`;
    switch (kind) {
        case 'added':
            return `${what}: ${shown(after)}`;
        case 'removed':
            return `${what}: ${shown(before)}`;
        case 'moved':
            return `${what}: ${shown(before)} -> ${shown(after)}`;
        case 'changed':
            return `${what}: ${property}: ${shown(before)} -> ${shown(after)}`;
    }
}
function shown(value) {
    if (value === undefined) {
        return '(none)';
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    // A text of many lines stays on one.
    const line = text.replaceAll(/\s*\n\s*/g, ' ');
    return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
//# sourceMappingURL=change.js.map
const known = new WeakMap();
/** About how many characters a list or map has as JSON, however deep it is. One that does not change: it is gone through once. */
export function extentOf(value) {
    const ready = known.get(value);
    if (ready !== undefined) {
        return ready;
    }
    let extent = 0;
    const open = [value];
    while (open.length > 0) {
        const next = open.pop();
        extent += typeof next === 'string' ? next.length + 3 : 3;
        if (typeof next === 'object' && next !== null) {
            for (const [key, one] of Object.entries(next)) {
                extent += Array.isArray(next) ? 0 : key.length + 3;
                open.push(one);
            }
        }
    }
    known.set(value, extent);
    return extent;
}
//# sourceMappingURL=extent.js.map
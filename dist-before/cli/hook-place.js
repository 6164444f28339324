import { usageFailure } from './exit-code.js';
/** Below which path of the API a trigger, or a source, has its tools: `NAMESPACE/ID/TRIGGER`, or the name of a source. */
export function hookPath(text) {
    const parts = text.split('/');
    if (parts.includes('') || (parts.length !== 1 && parts.length !== 3)) {
        throw usageFailure(`"${text}" must be NAMESPACE/ID/TRIGGER, or the name of a source`);
    }
    const [first = '', id = '', trigger = ''] = parts.map(encodeURIComponent);
    return parts.length === 1 ? `/sources/${first}` : `/workflows/${first}/${id}/triggers/${trigger}`;
}
/** `NAME=VALUE` options, gathered; a name that comes again makes a list. */
export function namedValues(pairs = []) {
    const values = new Map();
    for (const pair of pairs) {
        const at = pair.indexOf('=');
        if (at < 1) {
            throw usageFailure(`"${pair}" must be NAME=VALUE`);
        }
        const name = pair.slice(0, at);
        values.set(name, [...(values.get(name) ?? []), pair.slice(at + 1)]);
    }
    return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}
//# sourceMappingURL=hook-place.js.map
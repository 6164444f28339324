import { rawMap } from '../raw.js';
/** A parameter as a document writes it, a type or a map, with its defaults filled in. */
export function parameterDefinition(name, written) {
    const raw = typeof written === 'string' ? { type: written } : rawMap(written);
    const whole = raw['whole'] === true;
    return {
        ...raw,
        type: raw['type'] ?? (whole ? 'any' : 'string'),
        in: raw['in'] ?? 'body',
        from: raw['from'] ?? (whole ? '' : name),
        required: raw['required'] === true,
        whole,
    };
}
/** The `parameters` of a trigger by name; none when it has none. */
export function parameterDefinitions(written) {
    const entries = Object.entries(rawMap(written));
    return Object.fromEntries(entries.map(([name, one]) => [name, parameterDefinition(name, one)]));
}
//# sourceMappingURL=parameter-definition.js.map
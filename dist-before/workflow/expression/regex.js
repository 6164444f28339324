import { RE2JS } from 're2js';
/** Longest pattern `regex()` takes. */
export const MAX_PATTERN = 512;
const MAX_PROGRAM = 4_000;
/** A pattern in RE2 syntax (no lookaround, no backreferences), found anywhere in the text. Throws Error when it is not one. */
export function compilePattern(pattern) {
    if (pattern.length > MAX_PATTERN) {
        throw new Error(`a pattern has at most ${MAX_PATTERN} characters`);
    }
    const compiled = RE2JS.compile(pattern);
    const size = compiled.programSize();
    if (size > MAX_PROGRAM) {
        throw new Error('the pattern is too large, use smaller repetitions');
    }
    return {
        matches: (text) => compiled.test(text),
        cost: (length) => 1 + Math.floor(((length + 1) * size) / 16),
    };
}
//# sourceMappingURL=regex.js.map
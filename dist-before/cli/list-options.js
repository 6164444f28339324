import { instant, wholeNumber } from './given.js';
/** `--limit` and `--cursor`, for commands that list. */
export function withPaging(command) {
    return command
        .option('--limit <n>', 'at most this many', wholeNumber, 50)
        .option('--cursor <cursor>', 'go on where an earlier list ended');
}
/** `--since` and `--until`. */
export function withPeriod(command) {
    return command
        .option('--since <time>', 'not before: a time, or how long ago (24h)', (text) => instant(text))
        .option('--until <time>', 'before: a time, or how long ago', (text) => instant(text));
}
//# sourceMappingURL=list-options.js.map
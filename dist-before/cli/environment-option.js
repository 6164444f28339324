import { DEFAULT_ENVIRONMENT } from '../config/places.js';
/** `--environment`, for commands that are about one. */
export function withEnvironment(command, what = 'where (default: production)') {
    return command.option('--environment <name>', what);
}
/** For values: without it they are for every environment. */
export function withOptionalEnvironment(command) {
    return withEnvironment(command, 'for this one alone (default: all that have none of their own)');
}
/** ` in staging`, nothing when none was named. */
export function inEnvironment({ environment }) {
    return environment === undefined ? '' : ` in ${environment}`;
}
/** A column of a table, there when something in it is not in production. */
export function environmentColumn(items) {
    const isShown = items.some(({ environment }) => environment !== DEFAULT_ENVIRONMENT);
    return {
        heading: isShown ? ['environment'] : [],
        cell: ({ environment }) => (isShown ? [environment] : []),
    };
}
//# sourceMappingURL=environment-option.js.map
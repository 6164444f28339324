/** How far rounds may be begun ahead of the first that is not behind us: so much is kept in memory. */
export const WINDOW = 1000;
export function standingOf(run) {
    return run.output;
}
//# sourceMappingURL=standing.js.map
/**
 * Which round of the loops a task stands in, as one number: the round of the innermost loop counts 1, that of the loop
 * around it `ROUNDS`. 0 outside of loops. Two loops inside each other fit a Postgres integer.
 */
export const MOST_VALUES = 10_000;
export const MOST_LOOPS = 2;
const ROUNDS = MOST_VALUES + 1;
/** The round `index` (from 0) of a loop that itself stands in `outer`. */
export function iterationOf(outer, index) {
    return outer * ROUNDS + index + 1;
}
/** The iteration a task `depth` loops deep has, seen from `iteration`, which is `from` loops deep and not less. */
export function outward(iteration, from, depth) {
    let at = iteration;
    for (let left = from - depth; left > 0; left -= 1) {
        at = Math.floor(at / ROUNDS);
    }
    return at;
}
/** Rounds from the outermost loop inward, from 0. */
export function roundsOf(iteration) {
    return iteration === 0 ? [] : [...roundsOf(Math.floor(iteration / ROUNDS)), (iteration % ROUNDS) - 1];
}
//# sourceMappingURL=iteration.js.map
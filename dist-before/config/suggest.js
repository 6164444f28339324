const LONGEST_COMPARED = 64;
/** The candidate a person most likely meant, undefined when none is near: no more than `most` letters away. */
export function suggest(word, candidates, most = Math.max(1, Math.floor(word.length / 3))) {
    if (word.length > LONGEST_COMPARED) {
        return undefined;
    }
    const wanted = word.toLowerCase();
    let best;
    let bestDistance = most + 1;
    for (const candidate of candidates) {
        const distance = candidate.length > LONGEST_COMPARED ? Infinity : editDistance(wanted, candidate.toLowerCase());
        if (distance < bestDistance) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}
/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(left, right) {
    let beforeLast = [];
    let last = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let row = 1; row <= left.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= right.length; column += 1) {
            const isSame = left[row - 1] === right[column - 1];
            let cost = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1));
            const isSwap = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
            if (isSwap) {
                cost = Math.min(cost, beforeLast[column - 2] + 1);
            }
            current.push(cost);
        }
        beforeLast = last;
        last = current;
    }
    return last[right.length];
}
//# sourceMappingURL=suggest.js.map
import { hash } from 'node:crypto';
const NODE_PREFIX = Buffer.from([1]);
/** RFC 6962 section 2.1: of an inner node. */
export function nodeHash(left, right) {
    return hash('sha256', Buffer.concat([NODE_PREFIX, left, right]), 'buffer');
}
/** Of a tree without leaves. */
export const EMPTY_ROOT = hash('sha256', '', 'buffer');
/**
 * A tree as the roots of its complete subtrees, the largest first (RFC 6962 section 2.1): all that is needed to append,
 * 32 bytes for each bit of its size.
 */
export class CompactTree {
    roots = [];
    count = 0;
    get size() {
        return this.count;
    }
    append(leaf) {
        let top = { hash: leaf, leaves: 1 };
        while (this.roots.at(-1)?.leaves === top.leaves) {
            top = { hash: nodeHash(this.roots.pop().hash, top.hash), leaves: top.leaves * 2 };
        }
        this.roots.push(top);
        this.count += 1;
    }
    root() {
        return foldRoots(this.roots.map((subtree) => subtree.hash));
    }
}
/** The root over subtrees that stand beside each other, the largest first. */
export function foldRoots(roots) {
    return roots.length === 0 ? EMPTY_ROOT : roots.reduceRight((right, left) => nodeHash(left, right));
}
/** The root of a complete subtree, of as many leaves as a power of two. */
export function subtreeRoot(hashes) {
    let level = [...hashes];
    while (level.length > 1) {
        level = level.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(left, level[at + 1])] : []));
    }
    return level[0];
}
/** The complete subtrees that leaves `from` to `to` fall into, from left to right. `from` is where one of that size may begin. */
export function subtreesOf(from, to) {
    const found = [];
    for (let at = from; at < to;) {
        let level = 0;
        while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) {
            level += 1;
        }
        found.push({ level, index: at / 2 ** level });
        at += 2 ** level;
    }
    return found;
}
/**
 * Ranges of leaves whose roots prove that a leaf is in a tree (RFC 6962 section 2.1.1), from the leaf up: PATH(m, D[n]).
 * Each is `[from, to)`.
 */
export function pathRanges(leaf, size) {
    const path = [];
    let [from, to] = [0, size];
    while (to - from > 1) {
        const middle = from + largestPowerBelow(to - from);
        path.push(leaf < middle ? [middle, to] : [from, middle]);
        [from, to] = leaf < middle ? [from, middle] : [middle, to];
    }
    return path.reverse();
}
/** The root that a leaf and its path lead to (RFC 9162 section 2.1.3.2); null when the path does not fit the place. */
export function rootByPath(leaf, index, size, path) {
    const ranges = index < size ? pathRanges(index, size) : [];
    if (index >= size || ranges.length !== path.length) {
        return null;
    }
    return ranges.reduce((root, [from], at) => {
        const sibling = path[at];
        return from > index ? nodeHash(root, sibling) : nodeHash(sibling, root);
    }, leaf);
}
function largestPowerBelow(count) {
    return 2 ** Math.floor(Math.log2(count - 1));
}
//# sourceMappingURL=merkle.js.map
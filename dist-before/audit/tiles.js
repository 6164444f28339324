import { foldRoots, subtreeRoot } from './merkle.js';
/**
 * The tree in tiles of 256 hashes, as they are kept: tile `index` of level 0 has the hashes of the leaves from
 * `index` * 256 on, one of level 1 the roots of full tiles of level 0, and so on. Source: C2SP tlog-tiles, which has the
 * same layout.
 */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;
/** The tiles at the right edge of a tree of `size` leaves that are not full: those an append goes on with. */
export function edgeOf(size) {
    const keys = [];
    for (let [level, count] = [0, size]; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
        if (count % TILE_WIDTH > 0) {
            keys.push({ level, index: Math.floor(count / TILE_WIDTH) });
        }
    }
    return keys;
}
/** The right edge of a tree, which grows; tiles that changed are kept until they are written. */
export class TileEdge {
    count;
    open = [];
    full = [];
    /** `edge` are the tiles that `edgeOf(size)` names. */
    constructor(count, edge) {
        this.count = count;
        edge.forEach(({ level, hashes }) => (this.open[level] = [...hashes]));
    }
    get size() {
        return this.count;
    }
    append(leaf) {
        this.count += 1;
        this.put(0, leaf);
    }
    /** RFC 6962 section 2.1. */
    root() {
        const roots = this.open.map((hashes) => subtreesIn(hashes)).toReversed();
        return foldRoots(roots.flat());
    }
    /** Tiles as they are now, of those that are not what they were. */
    changed() {
        const edge = this.open.flatMap((hashes, level) => hashes.length > 0 ? [{ level, index: this.indexOf(level), hashes }] : []);
        return [...this.full, ...edge];
    }
    put(level, hash) {
        const hashes = (this.open[level] ??= []);
        hashes.push(hash);
        if (hashes.length === TILE_WIDTH) {
            this.full.push({ level, index: this.indexOf(level) - 1, hashes });
            this.open[level] = [];
            this.put(level + 1, subtreeRoot(hashes));
        }
    }
    /** Of the tile that is being filled. */
    indexOf(level) {
        return Math.floor(this.count / TILE_WIDTH ** (level + 1));
    }
}
/** The tile that a subtree's root comes from, and the hashes of it that it is the root of: `[from, to)`. */
export function placeOf({ level, index }) {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const width = 2 ** (level % TILE_HEIGHT);
    const first = index * width;
    const from = first % TILE_WIDTH;
    return { level: tileLevel, index: Math.floor(first / TILE_WIDTH), from, to: from + width };
}
/** Roots of the complete subtrees in a tile that is not full, the largest first. */
function subtreesIn(hashes) {
    const roots = [];
    let from = 0;
    for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
        if ((hashes.length & width) !== 0) {
            roots.push(subtreeRoot(hashes.slice(from, from + width)));
            from += width;
        }
    }
    return roots;
}
//# sourceMappingURL=tiles.js.map
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHash } from './leaf.js';
import { CompactTree, foldRoots, type NodeHash, subtreeRoot, subtreesOf } from './merkle.js';
import { edgeOf, placeOf, type Tile, TileEdge } from './tiles.js';

const leafOf = (n: number): NodeHash => leafHash(Buffer.from(String(n)));

/** Appends in steps, keeping tiles as a table would. */
function grown(steps: readonly number[]): { tiles: Map<string, Tile>; root: NodeHash; size: number } {
  const tiles = new Map<string, Tile>();
  const keyOf = ({ level, index }: Pick<Tile, 'level' | 'index'>): string => `${level}/${index}`;
  let size = 0;
  let root = new TileEdge(0, []).root();
  for (const step of steps) {
    const edge = new TileEdge(
      size,
      edgeOf(size).map((key) => tiles.get(keyOf(key))!),
    );
    for (let n = 0; n < step; n += 1) {
      edge.append(leafOf(size + n));
    }
    edge.changed().forEach((tile) => tiles.set(keyOf(tile), { ...tile, hashes: [...tile.hashes] }));
    size = edge.size;
    root = edge.root();
  }
  return { tiles, root, size };
}

describe('tiles', () => {
  it('have the root of the tree, however it grew', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 }), (steps) => {
        const { root, size } = grown(steps);
        const tree = new CompactTree();
        Array.from({ length: size }, (_, n) => tree.append(leafOf(n)));
        expect(root).toEqual(tree.root());
      }),
      { numRuns: 30 },
    );
  });

  it('hold every subtree that a proof asks for, three levels high', () => {
    const { tiles, root, size } = grown([255, 1, 1, 65_300, 900]);
    const roots = subtreesOf(0, size).map((subtree) => {
      const { level, index, from, to } = placeOf(subtree);
      return subtreeRoot(tiles.get(`${level}/${index}`)!.hashes.slice(from, to));
    });
    expect(foldRoots(roots)).toEqual(root);
    expect(tiles.get('2/0')!.hashes).toHaveLength(1);
    expect(tiles.get('1/0')!.hashes).toHaveLength(256);
    expect(edgeOf(size)).toEqual([
      { level: 0, index: Math.floor(size / 256) },
      { level: 1, index: 1 },
      { level: 2, index: 0 },
    ]);
  });
});

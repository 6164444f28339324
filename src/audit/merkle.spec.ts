import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHash } from './leaf.js';
import {
  CompactTree,
  EMPTY_ROOT,
  foldRoots,
  type NodeHash,
  pathRanges,
  rootByPath,
  subtreeRoot,
  subtreesOf,
} from './merkle.js';

/** The leaves of the reference tests of Certificate Transparency. Source: google/certificate-transparency, merkletree tests. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const hashes = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
const some = (count: number): NodeHash[] =>
  Array.from({ length: count }, (_, n) => leafHash(Buffer.from(String(n))));

/** MTH of RFC 6962, word for word. */
function rootOf(leaves: readonly NodeHash[]): NodeHash {
  if (leaves.length <= 1) {
    return leaves[0] ?? EMPTY_ROOT;
  }
  let half = 1;
  while (half * 2 < leaves.length) {
    half *= 2;
  }
  const both = [Buffer.from([1]), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half))];
  return createHash('sha256').update(Buffer.concat(both)).digest();
}

describe('the tree', () => {
  it.each(ROOTS.map((root, at) => [at + 1, root] as const))(
    'of the reference has its roots: %i leaves',
    (size, root) => {
      const tree = new CompactTree();
      hashes.slice(0, size).forEach((leaf) => tree.append(leaf));
      expect(tree.root().toString('hex')).toBe(root);
    },
  );

  it('without leaves is the hash of nothing', () => {
    expect(new CompactTree().root().toString('hex')).toBe(createHash('sha256').digest('hex'));
  });

  it('is the one of the RFC at every size, put together from complete subtrees too', () => {
    const leaves = some(130);
    const tree = new CompactTree();
    for (let size = 1; size <= leaves.length; size += 1) {
      tree.append(leaves[size - 1]!);
      const roots = subtreesOf(0, size).map(({ level, index }) =>
        subtreeRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
      );
      const expected = rootOf(leaves.slice(0, size));
      expect([tree.root(), foldRoots(roots)]).toEqual([expected, expected]);
    }
  });
});

describe('the path of a leaf', () => {
  const pathOf = (leaves: readonly NodeHash[], index: number): NodeHash[] =>
    pathRanges(index, leaves.length).map(([from, to]) => rootOf(leaves.slice(from, to)));

  it('leads from every leaf of every tree to its root', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), (size, n) => {
        const leaves = some(size);
        const index = n % size;
        const root = rootByPath(leaves[index]!, index, size, pathOf(leaves, index));
        expect(root).toEqual(rootOf(leaves));
      }),
    );
  });

  it('leads elsewhere from another leaf, another place, with a step changed, and nowhere with one more or less', () => {
    const leaves = some(11);
    const path = pathOf(leaves, 4);
    const root = rootOf(leaves);
    expect(rootByPath(leaves[5]!, 4, 11, path)).not.toEqual(root);
    expect(rootByPath(leaves[4]!, 5, 11, path)).not.toEqual(root);
    expect(rootByPath(leaves[4]!, 4, 11, [leaves[0]!, ...path.slice(1)])).not.toEqual(root);
    expect(rootByPath(leaves[4]!, 4, 11, path.slice(1))).toBeNull();
    expect(rootByPath(leaves[4]!, 11, 11, path)).toBeNull();
  });
});

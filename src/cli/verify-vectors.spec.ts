import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPresets } from '../intake/verification/presets.js';
import { runVector } from './run-vector.js';
import { vectorDifferences } from './vector-differences.js';
import type { Vector } from './vector.js';

const file = new URL('../../test/fixtures/senders/vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
const presets = loadPresets();

describe('recorded requests of real senders', () => {
  it('are all here, at least one for every preset', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(465);
    expect([...new Set(vectors.map((vector) => vector.preset))].sort()).toEqual([...presets.keys()].sort());
  });

  it.each(vectors.map((vector) => [vector.id, vector] as const))('%s', async (_id, vector) => {
    const result = await runVector(vector, presets);

    expect(vectorDifferences(vector, result)).toEqual([]);
  });

  it('with keys that only an attacker serves end the run instead of being asked for', async () => {
    const vector = vectors.find((each) => each.id === 'ssf/valid')!;
    const [published] = vector.keys!.jwks!;
    const trapped = { ...vector, keys: { ...vector.keys, traps: [{ url: published!.url }] } };

    await expect(runVector(trapped, presets)).rejects.toThrow(/only an attacker serves/);
  });
});

describe('a result that is not what its vector expects', () => {
  const vector = vectors.find(({ id }) => id === 'ssf/exp-present')!;
  const bent = async (changes: Partial<Vector>): Promise<string[]> =>
    vectorDifferences({ ...vector, ...changes }, await runVector(vector, presets));

  it.each<[string, Partial<Vector>]>([
    ['verdict', { expect: 'accept' }],
    ['reason', { reason: 'expired' }],
    ['event', { event: { type: 'x' } }],
    ['response.status', { response: { status: 401 } }],
    ['response.json.err', { response: { json: { err: 'invalid_key' } } }],
    ['response.headers.content-type', { response: { noHeaders: ['content-type'] } }],
  ])('is found out in its %s', async (place, changes) => {
    expect(await bent(changes)).toEqual([expect.stringMatching(`^${place}: `)]);
  });

  it('is none where the vector says nothing', async () => {
    expect(
      await bent({ expect: undefined, reason: undefined, event: undefined, response: undefined }),
    ).toEqual([]);
  });
});

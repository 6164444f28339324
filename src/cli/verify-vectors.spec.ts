import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPresets } from '../intake/verification/presets.js';
import { runVector } from './run-vector.js';
import type { Vector, VectorResult } from './vector.js';

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

    expect({ verdict: result.verdict, reason: result.reason }).toEqual({
      verdict: vector.expect,
      reason: vector.reason,
    });
    expect(result.event ?? {}).toMatchObject(vector.event ?? {});
    expectResponse(result, vector.response ?? {});
  });

  it('with keys that only an attacker serves end the run instead of being asked for', async () => {
    const vector = vectors.find((each) => each.id === 'ssf/valid')!;
    const [published] = vector.keys!.jwks!;
    const trapped = { ...vector, keys: { ...vector.keys, traps: [{ url: published!.url }] } };

    await expect(runVector(trapped, presets)).rejects.toThrow(/only an attacker serves/);
  });
});

function expectResponse(result: VectorResult, expected: Record<string, unknown>): void {
  const { noHeaders = [], ...members } = expected;
  expect(result.response ?? {}).toMatchObject(members);
  for (const name of noHeaders as string[]) {
    expect(result.response?.headers).not.toHaveProperty([name]);
  }
}

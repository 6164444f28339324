/** What is secret is compared in constant time: a plain `===` stops at the first difference and tells how far it came. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/markdown.js';
import { readSources } from './support/source-files.js';

const SECRET = String.raw`[\w.]*(?:secret|signature|digest|hmac|mac|password|token|passphrase)\w*(?:\([^()]*\))?!?`;
const VALUE = String.raw`(?!null\b|undefined\b|true\b|false\b|this\b$)[A-Za-z_][\w.]*(?:\([^()]*\))?!?`;
const PLAIN = new RegExp(
  String.raw`(?<![\w.])(?:${SECRET}\s*[!=]==?\s*${VALUE}|${VALUE}\s*[!=]==?\s*${SECRET})`,
  'gi',
);

/** Comparisons that look like one, and why they are none. */
const HARMLESS: Readonly<Record<string, string>> = {
  'this.seen.get(file) === digest': 'digest of a workflow file that was read before',
  'chunk === SECRET': 'a mark in a recipe, where the secret goes',
  'piece === SECRET': 'the same mark',
  'writeDigest(reading.bytes, proof.enc) !== reading.text':
    'whether one signature that came is spelled as its bytes would be, in a diagnosis',
  'secret !== pasted': 'the same secret, with and without the blanks around it',
};

const comparisons = (text: string): string[] => [...text.matchAll(PLAIN)].map(([found]) => found);

describe('secrets', () => {
  const found = readSources('src').flatMap(({ path }) =>
    comparisons(readFileSync(join(ROOT, path), 'utf8')).map((comparison) => ({ path, comparison })),
  );

  it('are compared with === nowhere', () => {
    expect(found.filter(({ comparison }) => !(comparison in HARMLESS))).toEqual([]);
  });

  it('have no exception that is gone', () => {
    const seen = found.map(({ comparison }) => comparison);
    expect(Object.keys(HARMLESS).filter((one) => !seen.includes(one))).toEqual([]);
  });

  it.each([
    'if (signature === expected) {',
    'return given.token !== known;',
    'expected == hmac(key)',
    'mine === theirs.toString() || digest === theirs',
  ])('would be noticed in: %s', (line) => {
    expect(comparisons(line)).toHaveLength(1);
  });

  it.each([
    'token === null',
    "secret !== ''",
    'secretIndex === -1',
    'tokens.length === 0',
    'digest.length !== 32',
  ])('are not meant by: %s', (line) => {
    expect(comparisons(line)).toEqual([]);
  });
});

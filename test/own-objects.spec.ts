/** What was done to Signet's own objects cannot be erased as a person is: every kind that entries are about is known as one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isOwnObject } from '../src/audit/erasure.js';
import { ROOT } from './support/markdown.js';
import { readSources } from './support/source-files.js';

const kinds = new Set(
  readSources('src')
    .map(({ path }) => readFileSync(join(ROOT, path), 'utf8'))
    .flatMap((text) => [...text.matchAll(/subject: `([a-z_-]+):/g)].map(([, kind]) => kind!)),
);

it('subjects of audit entries that are objects are told from people', () => {
  expect(kinds.size).toBeGreaterThan(10);
  expect([...kinds].filter((kind) => !isOwnObject(`${kind}:name`))).toEqual([]);
});

/** docs/seeds.md has every row of the contract with the four systems, and each is shown where it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMarkdown, ROOT, tableRows } from './support/markdown.js';

const ROWS = { ToolJet: ['T', 13], Authing: ['A', 6], HAP: ['H', 11], Kestra: ['K', 10] } as const;
const page = readMarkdown('docs/seeds.md');

describe.each(Object.entries(ROWS))('the rows of %s', (system, [letter, count]) => {
  const rows = tableRows(page, system);

  it('are all there, in order', () => {
    expect(rows.map(([id]) => id)).toEqual(Array.from({ length: count }, (_, at) => `${letter}${at + 1}`));
  });

  it.each(rows)('%s (%s) has tests of its name in %s', (id, _what, shown = '') => {
    const files = [...shown.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    const named = files.filter((path) =>
      new RegExp(`['" ]${id}[: ]`).test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(named).toEqual(files);
  });
});

/** SECURITY.md promises what tests show: each row names some, and they are there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMarkdown, ROOT } from './support/markdown.js';

const { text } = readMarkdown('SECURITY.md');
const rows = [...text.matchAll(/^\| (?!who \||-)(.+?) \|.*\| (.+?) \|$/gm)].map(
  ([, who = '', shown = '']) => ({
    who,
    files: [...shown.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
);

describe('the threat model', () => {
  it('knows its actors', () => {
    expect(rows.length).toBeGreaterThan(12);
    const actors = rows.map(({ who }) => who).join('; ');
    for (const actor of [
      'forged sender',
      'proven sender',
      'workflow author',
      'tenant admin',
      'operator',
      'target server',
    ]) {
      expect(actors).toContain(actor);
    }
    expect(actors).toMatch(/dump of the database.*Redis.*logs/);
  });

  it.each(rows)('names what shows that $who is kept out', ({ files }) => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const tests = files
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => readFileSync(join(ROOT, file), 'utf8'));
    expect(tests.filter((source) => !/\bit(\.each)?\b/.test(source))).toEqual([]);
  });
});

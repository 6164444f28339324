/** Workflow documents, broken in every way: they are taken or their faults are told, and nothing else happens. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtInActions } from '../src/actions/built-in-actions.js';
import { createActionRegistry } from '../src/actions/registry.js';
import { GuardedClient } from '../src/outbound/guarded-client.js';
import { parseWorkflow } from '../src/workflow/parse.js';
import { fuzzRun } from './support/fuzz.js';
import { ROOT } from './support/markdown.js';

const FOLDERS = ['src/workflow/templates', 'examples/workflows', 'examples/seeds', 'test/fixtures/seeds'];
const texts = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
);
const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));

const bomb = (levels: number): string =>
  Array.from({ length: levels }, (_, n) =>
    n === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]' : `a${n}: &a${n} [${`*a${n - 1}, `.repeat(9)}]`,
  ).join('\n');

/** Put in as a line, or in place of a value. */
const HOSTILE = [
  bomb(12),
  'a: &a [*a]',
  'a: &a { b: *a }',
  '<<: &m { id: merged }',
  '<<: *nobody',
  'x: *nobody',
  'x: !!js/function "function () {}"',
  'x: !!binary aGk=',
  'x: !<tag:yaml.org,2002:python/object> {}',
  '__proto__: { polluted: true }',
  '"constructor": { prototype: { polluted: true } }',
  '? { a: b } : c',
  '? [1, 2]\n: x',
  'x: ' + '['.repeat(5000),
  'x: ' + '['.repeat(50_000) + ']'.repeat(50_000),
  ' - a\nx: ' + '['.repeat(50_000) + ']'.repeat(50_000), // each bracket is a fault of its own
  'x: ' + '{a: '.repeat(2000),
  'x: ' + '- '.repeat(5000),
  'x:\n' + Array.from({ length: 300 }, (_, n) => `${' '.repeat(n + 1)}a:`).join('\n'),
  'x: ' + 'y'.repeat(300_000),
  'x: "' + '\\u0000'.repeat(1000) + '"',
  'x: "\\ud800"',
  `x: &a "${'y'.repeat(200_000)}"\ntasks: [${'{ id: *a, type: *a, retry: { type: *a } }, '.repeat(200)}]`,
  'x: |\n' + '  long\n'.repeat(20_000),
  'tasks: [' + '{id: a, type: log, message: b},'.repeat(5000) + ']',
  '--- {}\n--- {}',
  '...\n%YAML 9.9\n---',
  '\ufeff',
  '\t- tab',
  '\u202e\u0000\u2028\u0085',
  'x: .inf',
  'x: 1e99999',
  'x: 0x' + 'f'.repeat(5000),
  'x: 2001-01-01T00:00:00Z',
  'on: yes',
  'x: "{{ ' + '('.repeat(5000) + '"',
  'x: "{{ trigger.body' + '.a'.repeat(20_000) + ' }}"',
  'x: "' + '{{ 1 }}'.repeat(20_000) + '"',
  'x: "{{ secret(\'A\') + }}"',
];

const WORDS = [
  null,
  true,
  -0,
  1e308,
  '',
  '{{',
  '}}',
  '{{ 1 }}',
  [],
  {},
  [[]],
  '\ud800',
  'a\u0000b',
  'x'.repeat(9000),
];

const SIGNS = ':-{}[]&*!|>%@`"\'#,?~\n\t '.split('');

type Edit = (text: string) => string;
const at = fc.nat(1_000_000);
const place = (text: string, number: number): number => number % (text.length + 1);
const withLines =
  (edit: (lines: string[], number: number) => void, number: number): Edit =>
  (text) => {
    const lines = text.split('\n');
    edit(lines, number % lines.length);
    return lines.join('\n');
  };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(at, fc.string({ unit: 'binary', maxLength: 8 })).map(
    ([number, more]): Edit =>
      (text) =>
        text.slice(0, place(text, number)) + more + text.slice(place(text, number)),
  ),
  fc.tuple(at, fc.constantFrom(...SIGNS)).map(
    ([number, sign]): Edit =>
      (text) =>
        text.slice(0, place(text, number)) + sign + text.slice(place(text, number) + 1),
  ),
  fc.tuple(at, fc.nat(200)).map(
    ([number, length]): Edit =>
      (text) =>
        text.slice(0, place(text, number)) + text.slice(place(text, number) + length),
  ),
  at.map(
    (number): Edit =>
      (text) =>
        text.slice(0, place(text, number)),
  ),
  at.map((number) => withLines((lines, line) => lines.splice(line, 1), number)),
  at.map((number) => withLines((lines, line) => lines.splice(line, 0, lines[line]!), number)),
  fc
    .tuple(at, fc.nat(8))
    .map(([number, by]) =>
      withLines((lines, line) => (lines[line] = ' '.repeat(by) + lines[line]!.trimStart()), number),
    ),
  fc
    .tuple(at, fc.constantFrom(...HOSTILE))
    .map(([number, line]) => withLines((lines, index) => lines.splice(index, 0, line), number)),
);

/** The same document as JSON, with values exchanged by number of their place. */
const asJson = fc
  .tuple(fc.array(fc.tuple(at, fc.oneof(fc.constantFrom(...WORDS), fc.jsonValue())), { maxLength: 4 }))
  .map(
    ([changes]): Edit =>
      (text) =>
        changes.reduce((json, [number, value]) => exchange(json, number, value), JSON.stringify(parse(text))),
  );

function exchange(json: string, number: number, value: unknown): string {
  let count = 0;
  const nodes = json.match(/[:[,]/g)?.length ?? 1;
  return (
    JSON.stringify(JSON.parse(json), (_, old: unknown) =>
      (count += 1) === (number % nodes) + 2 ? value : old,
    ) ?? 'null'
  );
}

const broken = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.oneof(
      { weight: 3, arbitrary: fc.array(edit, { minLength: 1, maxLength: 5 }) },
      asJson.map((one) => [one]),
    ),
  )
  .map(([text, edits]) => edits.reduce((result, one) => one(result), text));

/** Whether it was taken, or its faults told: where they are, and in few words. */
function isSound(text: string): boolean {
  const { document, faults } = parseWorkflow(text, { catalog });
  const areTold = faults.every(({ message, path, line }) => message.length + path.length < 2000 && line > 0);
  return (document === undefined) === faults.length > 0 && areTold && !('polluted' in {});
}

describe('a document', () => {
  it('is taken as it is shipped', () => {
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => !isSound(text))).toEqual([]);
  });

  it.each(HOSTILE.map((line) => [line.slice(0, 60), line]))(
    'is taken or refused by its faults, with %j',
    (_, line) => {
      expect([line, `${texts[0]}\n${line}`, `${line}\n${texts[0]}`].map(isSound)).toEqual([true, true, true]);
    },
  );

  it('is taken or refused by its faults, however it is broken', () => {
    expect(() => fc.assert(fc.property(broken, isSound), fuzzRun('documents', 500))).not.toThrow();
  });

  it('may be no document at all', () => {
    const any = fc.string({ unit: 'binary', maxLength: 500 });
    expect(() => fc.assert(fc.property(any, isSound), fuzzRun('texts', 500))).not.toThrow();
  });
});

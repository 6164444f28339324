import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../../test/support/a-catalog.js';
import { parseWorkflow } from '../parse.js';
import { readYaml } from '../read-yaml.js';
import { moveDocument } from './move-document.js';
import { referencesOf } from './references.js';
import { MAX_ARCHIVED, splitArchive } from './split-archive.js';
import { writeArchive } from './write-archive.js';

const NOTHING = { secrets: [], variables: [], sources: [], directories: [], workflows: [] };
const aText = (id: string, more = ''): string =>
  `id: ${id}\nnamespace: acme\ntasks: [{ id: t, type: audit.log, message: hello }]\n${more}`;
const texts = (archive: string): string[] => splitArchive(archive).map(({ text }) => text);

describe('an archive', () => {
  it('keeps documents as they were written, comments and all', () => {
    const written = [
      aText('one', '# a remark\n'),
      JSON.stringify({ id: 'two', namespace: 'acme' }) + '\n',
      `# above\r\n${aText('three')}`,
    ];

    expect(texts(writeArchive('acme', written, NOTHING))).toEqual(written);
  });

  it.each([
    ['a mark at its beginning', `---\n${aText('one')}`, aText('one')],
    ['comments before the mark', `# why\n\n---  \n${aText('one')}`, `# why\n\n${aText('one')}`],
    ['a directive', `%YAML 1.2\n---\n${aText('one')}`, aText('one')],
    ['a byte order mark', `\uFEFF${aText('one')}`, aText('one')],
    ['content beside the mark', '--- { id: one }\n', '--- { id: one }\n'],
    ['no line end', 'id: one', 'id: one\n'],
    ['an end', 'id: one\n...\n', 'id: one\n...\n'],
    ['lines kept at its end', 'a: |+\n  x\n\n\n', 'a: |+\n  x\n\n\n'],
  ])('takes a document with %s, and is the same when it is made again', (_name, text, kept) => {
    const archive = writeArchive('acme', [aText('first'), text, aText('last')], NOTHING);

    expect(texts(archive)).toEqual([aText('first'), kept, aText('last')]);
    expect(writeArchive('acme', texts(archive), NOTHING)).toBe(archive);
  });

  it('means what the documents mean, whatever their texts are', () => {
    const line = fc.constantFrom(
      'id: one',
      '---x',
      ' ---',
      '# --- #',
      'a: |',
      '  text',
      '  ---',
      'b: "c',
      '   d"',
      '',
      '...',
    );
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 8 }), { minLength: 1, maxLength: 4 }), (documents) => {
        const valid = documents
          .map((lines) => lines.join('\n'))
          .filter((text) => readYaml(text).value !== undefined);
        const archive = writeArchive('acme', valid, NOTHING);

        expect(texts(archive).map((text) => readYaml(text).value)).toEqual(
          valid.map((text) => readYaml(text).value),
        );
        expect(writeArchive('acme', texts(archive), NOTHING)).toBe(archive);
      }),
      { numRuns: 500 },
    );
  });

  it('tells where each document begins', () => {
    expect(splitArchive('# only a remark\n---\nid: a\n\n---\n---\n--- # b\n\nid: b\n--- {c: d}')).toEqual([
      { text: 'id: a\n\n', line: 3 },
      { text: '\nid: b\n', line: 8 },
      { text: '--- {c: d}', line: 10 },
    ]);
    expect(splitArchive('')).toEqual([]);
    expect(splitArchive('---\n# nothing\n---\n')).toEqual([]);
  });

  it('is not split where YAML would not, and never read further than its bound', () => {
    expect(texts('a: "\u2028--- b"\n')).toHaveLength(1);
    expect(texts('a: |\n  ---\n  b\n---x: y\n')).toHaveLength(1);
    expect(texts('---\na: 1\n'.repeat(MAX_ARCHIVED * 10))).toHaveLength(MAX_ARCHIVED + 1);
    expect(texts('\n'.repeat(1_000_000))).toEqual([]);
    expect(texts('---\n#'.repeat(200_000))).toEqual([]);
  });

  it('lists what its documents name, on a line of a comment whatever that is', () => {
    const text = [
      'id: one',
      'namespace: acme',
      'triggers:',
      '  - { id: h, type: webhook, key: "{{ secret(\'KEY\') }}" }',
      '  - { id: e, type: event, source: crm, events: ["*"] }',
      'tasks:',
      '  - { id: t, type: audit.log, message: "{{ var(\'REGION\') }}" }',
      '  - { id: w, type: wait, event: { source: hr, events: [x] } }',
      '  - { id: own, type: subflow, workflow: acme/two }',
      '  - { id: other, type: subflow, workflow: else/three }',
    ].join('\n');
    const { document, faults } = parseWorkflow(text, { catalog: CATALOG });
    expect(faults).toEqual([]);
    const references = referencesOf([{ document: document!, text }]);

    expect(references).toEqual({
      secrets: ['KEY'],
      variables: ['REGION'],
      sources: ['crm', 'hr'],
      directories: [],
      workflows: ['else/three'],
    });
    const evil = { ...references, directories: ['x\n---\nid: evil'] };
    const archive = writeArchive('acme', [aText('one')], evil);
    expect(archive).toContain('# secrets: KEY\n# variables: REGION\n# sources: crm, hr\n');
    expect(texts(archive)).toEqual([aText('one')]);
  });
});

describe('a document put into another namespace', () => {
  it.each([
    ['namespace: acme # ours\nid: a\n', 'namespace: other.b # ours\nid: a\n'],
    ['{"id": "a", "namespace": "acme"}', '{"id": "a", "namespace": "other.b"}'],
    [
      "id: namespace\nnamespace: 'acme'\nlabels: { namespace: acme }",
      "id: namespace\nnamespace: 'other.b'\nlabels: { namespace: acme }",
    ],
    ['namespace: &n acme\nid: a', 'namespace: &n other.b\nid: a'],
  ])('%j is else as it was', (text, moved) => {
    expect(moveDocument(text, 'other.b')).toBe(moved);
    expect(moveDocument(moved, 'other.b')).toBe(moved);
  });

  it.each(['true', '123', '1e3', 'null', '0x1F', '1.5'])('%s stays a text', (name) => {
    expect(readYaml(moveDocument('namespace: acme\nid: a\n', name)!).value).toEqual({
      namespace: name,
      id: 'a',
    });
  });

  it.each(['namespace: &n acme\nid: *n\n', 'id: &n acme\nnamespace: *n\n', 'namespace: >-\n  acme\nid: a\n'])(
    '%j is not, for more would change',
    (text) => {
      expect(moveDocument(text, 'other')).toBeUndefined();
    },
  );

  it.each(['id: a\n', 'namespace: 5', 'a: [', '', '- x'])('%j is left for the checker', (text) => {
    expect(moveDocument(text, 'other')).toBe(text);
  });
});

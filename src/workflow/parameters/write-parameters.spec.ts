import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { InvalidDocument, NotFound } from '../../errors/errors.js';
import { readYaml } from '../read-yaml.js';
import { writeParameters } from './write-parameters.js';

const BLOCK = `# Hires, as people wrote it
id:   hire
triggers:
- id: other   # not this one
  type: webhook
  parameters: { a:  string }

-   # the one
    id: hook
    type: webhook   # from outside
    open: true

tasks: [ {id: first,   type: log, message: "{{ inputs }}"} ]   # kept
`;

const HIRE = { name: 'string', emp_id: 'number', trace: { type: 'string', in: 'header', from: 'x-trace' } };

describe('parameters written into a document', () => {
  it('come below the type, with all else as it was', () => {
    expect(writeParameters(BLOCK, 'hook', HIRE)).toBe(
      BLOCK.replace(
        '# from outside\n',
        `# from outside
    parameters:
      name: string
      emp_id: number
      trace: { type: string, in: header, from: x-trace }
`,
      ),
    );
  });

  it.each([
    [
      'a map of lines',
      'parameters:\n  old: string # gone\n  # gone\n  more: { type: any }   # stays\n# stays\nopen: true',
    ],
    ['a block of text', 'parameters:\n  old:\n    description: |\n      of\n\n      lines\n\nopen: true'],
    ['nothing', 'parameters:   # stays\nopen: true'],
    ['a flow', 'parameters: {old: string,\n  more: string} # stays\nopen: true'],
    ['the last', 'open: true\nparameters:\n  old: string\n\n# stays'],
    ['the last without an end of line', 'open: true\nparameters:\n  old: string'],
  ])('take the place of those there: %s', (_name, lines) => {
    const body = lines.replaceAll(/\n(?=.)/g, '\n    ');
    const text = `id: a\ntriggers:\n  - type: webhook\n    id: hook\n    ${body}`;
    const written = writeParameters(text, 'hook', { name: 'string' });

    expect(written).toContain('\n    parameters:\n      name: string');
    expect(written).not.toMatch(/old|more|gone|lines/);
    expect([...written.matchAll(/stays/g)]).toHaveLength([...text.matchAll(/stays/g)].length);
    expect(writeParameters(written, 'hook', { name: 'string' })).toBe(written);
  });

  it('stand first where those there did', () => {
    const text = 'triggers:\n  - parameters: { old: string }\n    id: hook\n    type: webhook\n';

    expect(writeParameters(text, 'hook', { a: 'any' })).toBe(
      'triggers:\n  - parameters:\n      a: any\n    id: hook\n    type: webhook\n',
    );
  });

  it('keep to one line in a trigger that does', () => {
    const text = 'triggers: [{id: hook,   type: webhook, open: true}] # kept\n';
    const written = writeParameters(text, 'hook', HIRE);

    expect(written).toBe(
      text.replace(
        'webhook,',
        'webhook, parameters: { name: string, emp_id: number, trace: { type: string, in: header, from: x-trace } },',
      ),
    );
    expect(writeParameters(written, 'hook', {})).toBe(text.replace('webhook,', 'webhook, parameters: {},'));
  });

  it('are JSON in JSON, with its line breaks or without', () => {
    const value = { id: 'a', triggers: [{ id: 'hook', type: 'webhook', open: true }], list: [1, 2] };
    const expected = { ...value, triggers: [{ id: 'hook', type: 'webhook', parameters: HIRE, open: true }] };

    expect(writeParameters(JSON.stringify(value, null, 2), 'hook', HIRE)).toBe(
      JSON.stringify(expected, null, 2).replace('[1, 2]', '[\n    1,\n    2\n  ]'),
    );
    expect(JSON.parse(writeParameters(JSON.stringify(value), 'hook', HIRE))).toEqual(expected);
    expect(writeParameters(JSON.stringify(value), 'hook', HIRE)).not.toContain('\n');
    expect(
      JSON.parse(writeParameters(JSON.stringify(expected, null, '\t'), 'hook', { a: 'any' })),
    ).toMatchObject({
      triggers: [{ parameters: { a: 'any' } }],
    });
  });

  it('end their lines as the text does', () => {
    const text = BLOCK.replaceAll('\n', '\r\n');

    expect(writeParameters(text, 'hook', HIRE)).toBe(
      writeParameters(BLOCK, 'hook', HIRE).replaceAll('\n', '\r\n'),
    );
  });
});

describe('parameters are not written', () => {
  it.each([
    ['a trigger that is not there', BLOCK.replace('id: hook', 'id: no')],
    ['a trigger of events', BLOCK.replaceAll('type: webhook', 'type: event')],
    ['a document without triggers', 'id: a'],
    ['a list', '[1]'],
  ])('into %s', (_name, text) => {
    expect(() => writeParameters(text, 'hook', {})).toThrow(NotFound);
  });

  it.each([
    ['a text that is none', '{'],
    ['a trigger that stands elsewhere', 'x: &t { id: hook, type: webhook }\ntriggers: [*t]\n'],
    [
      'parameters that others are made of',
      'triggers:\n  - id: hook\n    type: webhook\n    parameters: &p\n      a: string\nx: *p\n',
    ],
  ])('into %s', (_name, text) => {
    expect(() => writeParameters(text, 'hook', { b: 'any' })).toThrow(InvalidDocument);
  });
});

describe('whatever the parameters', () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,9}$/).filter((one) => one !== '__proto__');
  const text = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('yes', '1', '# a', ': ', '{{ x }}', 'a\nb\n', "'", '*a'),
  );
  const parameters = fc.dictionary(
    name,
    fc.oneof(
      text,
      fc.record(
        {
          type: text,
          default: fc.jsonValue({ maxDepth: 2 }).filter((one) => !JSON.stringify(one).includes('__proto__')),
          from: text,
        },
        { requiredKeys: [] },
      ),
    ),
    { noNullPrototype: true },
  );
  const FORMS = [
    BLOCK,
    'triggers: [{id: hook, type: webhook}]',
    '{"triggers": [{"id": "hook", "type": "webhook"}]}',
    JSON.stringify({ triggers: [{ id: 'hook', type: 'webhook', parameters: { old: 1 }, z: [] }] }, null, 4),
    'triggers:\n- {type: webhook, id: hook, parameters: {old: [a, b]}}\n',
    'triggers:\n- type: webhook\n  parameters:\n    old:\n      - a\n      - b\n  id: hook',
  ];

  it('they are what is read back, and all else is what it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FORMS), parameters, (form, given) => {
        const plain: unknown = JSON.parse(JSON.stringify(given)); // no -0, which no text keeps
        const written = writeParameters(form, 'hook', plain as object as Record<string, unknown>);
        const triggers = (document: string): Record<string, unknown>[] =>
          (readYaml(document).value as { triggers: Record<string, unknown>[] }).triggers;
        const changed = triggers(written).find(({ id }) => id === 'hook');

        expect(changed!['parameters']).toEqual(plain);
        expect(writeParameters(written, 'hook', {})).toBe(writeParameters(form, 'hook', {}));
      }),
      { numRuns: 60 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../test/support/a-catalog.js';
import { documentHash } from './document-hash.js';
import { parseWorkflow } from './parse.js';

const hash = (text: string): string => documentHash(parseWorkflow(text, { catalog: CATALOG }).document!);
const TEXT =
  'id: one\nnamespace: acme\nlabels: { a: x, b: y }\ntasks: [{ id: t, type: audit.log, message: hello }]';

describe('the hash of a document', () => {
  it('is of what it means, not of how it is written', () => {
    expect(hash(TEXT)).toMatch(/^[0-9a-f]{64}$/);
    expect(hash(TEXT.replace('a: x, b: y', 'b: y, a: x'))).toBe(hash(TEXT));
    expect(
      hash(
        TEXT.replace('a: x, b: y', 'b: y, a: x').replace('tasks: [{ id: t,', 'tasks: [{ timeout: 5s, id: t,'),
      ),
    ).toBe(hash(TEXT.replace('hello', 'hello, timeout: 5s')));
    expect(hash(`# a remark\n${TEXT}`)).toBe(hash(TEXT));
  });

  it('is another when it means something else', () => {
    expect(hash(TEXT.replace('a: x, b: y', 'a: y, b: x'))).not.toBe(hash(TEXT));
    expect(
      hash(
        `${TEXT}\nfinally: [{ id: a, type: audit.log, message: a }, { id: b, type: audit.log, message: b }]`,
      ),
    ).not.toBe(
      hash(
        `${TEXT}\nfinally: [{ id: b, type: audit.log, message: b }, { id: a, type: audit.log, message: a }]`,
      ),
    );
    expect(hash(TEXT.replace('hello', 'bye'))).not.toBe(hash(TEXT));
  });
});

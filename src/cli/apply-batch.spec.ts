import { describe, expect, it } from 'vitest';
import { besidesOf, withWarnings } from './apply-batch.js';

const flow = (id: string, task: string, namespace = 'acme') => ({
  name: `${id}.yaml`,
  text: `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - { id: one, ${task} }\n`,
});
const calls = (workflow: string, inputs = '{}'): string =>
  `type: subflow, workflow: ${workflow}, inputs: ${inputs}`;
const says = (text: string): string => `type: log, message: "${text}"`;

describe('the documents of one apply', () => {
  it('name those of each other that they start, not themselves nor what is elsewhere', () => {
    const files = [
      flow('a', calls('b')),
      flow('b', calls('other/c')),
      flow('c', calls('a'), 'other'),
      flow('d', calls('d')),
      flow('e', calls('elsewhere')),
    ];
    expect(besidesOf(files).map(({ beside }) => beside)).toEqual([
      'acme/b',
      'other/c',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are told inputs that the others do not take', () => {
    const files = [flow('a', calls('b', '{ x: 1, y: 2 }')), flow('b', says('{{ trigger.body.x }}'))];
    const [first, second] = besidesOf(files);
    expect(first!.warnings.map(({ line, path, message }) => `${line} ${path}: ${message}`)).toEqual([
      "4 tasks[0].inputs.y: acme/b does not read the input 'y', it takes x",
    ]);
    expect(second!.warnings).toEqual([]);
  });

  it('are known as far as they have no faults', () => {
    const files = [flow('a', calls('b')), flow('b', 'type: lgo'), { name: 'no.yaml', text: '[' }];
    expect(besidesOf(files)).toEqual(files.map(() => ({ beside: undefined, warnings: [] })));
  });

  it('have their warnings among those of the server, in the order of the text', () => {
    const at = (line: number) => ({ path: '', line, column: 1, message: `${line}` });
    const { warnings } = withWarnings({ warnings: [at(1), at(5)] }, { beside: undefined, warnings: [at(3)] });
    expect(warnings.map(({ line }) => line)).toEqual([1, 3, 5]);
  });
});

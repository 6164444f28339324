import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../test/support/a-catalog.js';
import { aWorkflow, faultsOf } from '../../test/support/a-workflow.js';
import { changeLine } from './diff/change.js';
import { diffDocuments } from './diff/diff-documents.js';
import type { WorkflowDocument } from './document.js';
import { parseWorkflow } from './parse.js';

const read = (radius: string): WorkflowDocument =>
  parseWorkflow(aWorkflow({ top: `blastRadius: ${radius}\n` }), { catalog: CATALOG }).document!;

describe('the blast radius of a document', () => {
  it.each([
    ['off', 'off'],
    ['false', 'off'],
    ['{}', {}],
    ['{ users: 5 }', { users: 5 }],
    ['{ users: 1000000, window: PT90S, share: 0.5% }', { users: 1_000_000, windowMs: 90_000, share: 0.005 }],
    ['{ share: 100%, window: 31d }', { share: 1, windowMs: 2_678_400_000 }],
  ])('may be %s', (radius, expected) => {
    expect(read(radius).blastRadius).toEqual(expected);
  });

  it.each([
    'on',
    'true',
    '5',
    'null',
    '[]',
    '{ users: 0 }',
    '{ users: 1.5 }',
    '{ users: -1 }',
    '{ users: 1000001 }',
    '{ users: "5" }',
    '{ window: 32d }',
    '{ window: 999ms }',
    '{ window: soon }',
    '{ share: 0% }',
    '{ share: 0.0% }',
    '{ share: 101% }',
    '{ share: 0.1 }',
    '{ share: 1e2% }',
    '{ share: 10 }',
    '{ user: 5 }',
    '"{{ trigger.body.off }}"',
  ])('may not be %s', (radius) => {
    expect(faultsOf(aWorkflow({ top: `blastRadius: ${radius}\n` })).join()).toMatch(/blastRadius/);
  });

  it('is told by what a revision changes', () => {
    const lines = (before: string, after: string): string[] =>
      diffDocuments(read(before), read(after)).map(changeLine);
    expect(lines('{ users: 5, window: 1h }', '{ users: 50, window: PT60M, share: 5% }')).toEqual([
      '~ workflow: blastRadius.users: 5 -> 50',
      '~ workflow: blastRadius.share: (none) -> 5%',
    ]);
    expect(lines('{ users: 5 }', 'off')).toEqual([
      '~ workflow: blastRadius.users: 5 -> (none)',
      '~ workflow: blastRadius: (none) -> off',
    ]);
  });
});

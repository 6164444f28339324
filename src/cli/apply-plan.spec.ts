import { describe, expect, it } from 'vitest';
import type { WorkflowAnswer } from './api-answers.js';
import { fileSteps, isChange, pruneSteps } from './apply-plan.js';
import type { DifferenceAnswer } from './revision-answers.js';

const found = (workflow: string | null, parts: Partial<DifferenceAnswer> = {}): DifferenceAnswer => ({
  workflow,
  outcome: 'same',
  revision: 1,
  deployed: true,
  changes: [],
  faults: [],
  warnings: [],
  ...parts,
});
const running = (namespace: string, id: string, environments = ['production'], revision: number | null = 1) =>
  ({ namespace, id, environments, revision }) as unknown as WorkflowAnswer;

describe('what becomes of a file', () => {
  it('is told by what the server says of it', () => {
    const steps = fileSteps(
      ['a', 'b', 'c', 'd', 'e'],
      [
        found('acme/a', { outcome: 'new', revision: null, deployed: false }),
        found('acme/b', { outcome: 'changed' }),
        found('acme/c', { deployed: false }),
        found('acme/d'),
        found(null, { outcome: 'refused' }),
      ],
    );

    expect(steps.map(({ action }) => action)).toEqual(['create', 'change', 'deploy', 'unchanged', 'refused']);
    expect(steps.map(isChange)).toEqual([true, true, true, false, true]);
  });

  it('is a refusal when another file is the same workflow', () => {
    const steps = fileSteps(
      ['a', 'b', 'c'],
      [found('acme/a'), found('acme/a'), found(null, { outcome: 'refused' })],
    );

    expect(steps.map(({ action }) => action)).toEqual(['refused', 'refused', 'refused']);
    expect(steps[0]!.faults.map(({ message }) => message)).toEqual(['acme/a is in b, too']);
  });
});

describe('what is pruned', () => {
  const steps = fileSteps(['a', 'b'], [found('acme/a'), found('acme.hr/b')]);

  it('runs there, is of a namespace of the files, and in none of them', () => {
    expect(
      pruneSteps(steps, [
        running('acme', 'a'),
        running('acme', 'old'),
        running('acme.hr', 'both', ['production', 'staging']),
        running('acme.it', 'below'),
        running('acme.hr.x', 'deeper'),
        running('acmes', 'other'),
        running('acme', 'elsewhere', ['staging'], null),
      ]),
    ).toEqual([
      { workflow: 'acme/old', action: 'delete' },
      { workflow: 'acme.hr/both', action: 'undeploy' },
    ]);
  });

  it('is nothing without files', () => {
    expect(pruneSteps([], [running('acme', 'old')])).toEqual([]);
  });
});

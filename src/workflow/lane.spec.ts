import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aScope } from '../../test/support/a-scope.js';
import { compileTemplate } from './expression/template.js';
import { type LaneOwner, laneOf } from './lane.js';

const ID = '019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192';

function lane(
  subject: string | null,
  { environment = 'production', template, workflowId = ID }: Parts = {},
): string | null {
  const workflow = template === undefined ? {} : { lane: compileTemplate(template) };
  const deployed = { workflowId, environment, workflow } satisfies LaneOwner;
  return laneOf(deployed, subject, aScope({ team: 7 }, { variables: { TEAM: 'red' } }));
}

interface Parts {
  readonly environment?: string;
  readonly template?: string;
  readonly workflowId?: string;
}

describe('the lane of an execution', () => {
  it('is its workflow and its subject', () => {
    expect(lane('u1')).toBe(`${ID}:u1`);
    expect(lane(null)).toBeNull();
    expect(lane('')).toBeNull();
  });

  it('is another one in another environment', () => {
    expect(lane('u1', { environment: 'staging' })).toBe(`${ID}@staging:u1`);
  });

  it('is what the workflow says instead, with the variables of the environment', () => {
    expect(lane('u1', { template: "{{ var('TEAM') }}-{{ trigger.body.team }}" })).toBe(`${ID}:red-7`);
    expect(lane('u1', { template: "{{ var('NONE') }}" })).toBe(`${ID}:u1`);
  });

  it('is never shared by two environments or two workflows, whatever the subject is', () => {
    const environment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/);
    const other = ID.replace('019', '018');
    const place = fc.tuple(environment, fc.constantFrom(ID, other), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(place, place, (one, two) => {
        const [first, second] = [one, two].map(([environment, workflowId, subject]) =>
          lane(subject, { environment, workflowId }),
        );
        const isSame = one.every((part, at) => part === two[at]);
        expect(first === second).toBe(isSame);
      }),
    );
  });
});

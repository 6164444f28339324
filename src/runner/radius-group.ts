import type { Affected } from '../actions/action.js';
import type { BlastRadius } from '../config/limits.js';
import type { RadiusPlace } from '../ledger/blast-radius.js';
import { worksOf } from './carry-out.js';
import type { Journey } from './journey.js';
import { type RadiusTerms, termsOf } from './radius-terms.js';
import type { RadiusWork, SettleStep, Step } from './step.js';

/** A task that is about to touch a user. */
export interface RadiusMember {
  readonly journey: Journey;
  readonly work: RadiusWork;
  readonly affects: Affected;
}

/** Tasks that are counted together: of one revision in one environment. */
export interface RadiusGroup {
  readonly place: RadiusPlace;
  readonly terms: RadiusTerms;
  readonly members: RadiusMember[];
}

/** In the one order in which their locks are taken. Empty for all that touch nobody, or may touch any number. */
export function groupsOf(steps: readonly (Step | SettleStep)[], usual: BlastRadius): RadiusGroup[] {
  const groups = new Map<string, RadiusGroup>();
  for (const { journey, own, calls } of steps) {
    for (const work of worksOf({ own, calls })) {
      if (work.effect.affects && journey.workflow) {
        add(groups, { journey, work, affects: work.effect.affects }, usual);
      }
    }
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

function add(groups: Map<string, RadiusGroup>, member: RadiusMember, usual: BlastRadius): void {
  const { execution, workflow } = member.journey;
  const { tenant, workflowId, environment, revision } = execution;
  const terms = termsOf(workflow.document, usual);
  if (terms === null) {
    return;
  }
  const key = JSON.stringify([tenant, workflowId, environment, revision]);
  const group = groups.get(key) ?? { place: { tenant, workflowId, environment }, terms, members: [] };
  group.members.push(member);
  groups.set(key, group);
}

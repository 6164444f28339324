import type { WebhookTrigger } from '../../workflow/document.js';
import type { Deployed } from '../hook.js';
import type { TakenDown } from '../verdict.js';

/** The execution that a delivery started, or did when it came for the first time. */
export interface Started {
  readonly execution: string;
  readonly duplicate: boolean;
  readonly deployed: Deployed;
  readonly webhook: WebhookTrigger;
}

/** Answers who is told that nothing was: no condition of the trigger is met. */
export const NOTHING_STARTED = { status: 204, headers: {}, body: '' } as const;

/** The first of several; null for none. */
export function startedBy({ hook, recorded }: TakenDown): Started | null {
  const first = recorded.find(({ executions }) => executions.length > 0);
  const { owner } = hook;
  if (!first || owner.kind !== 'workflow' || owner.trigger.definition.type !== 'webhook') {
    return null;
  }
  const { executions, duplicate } = first;
  return {
    execution: executions[0]!,
    duplicate,
    deployed: owner.deployed,
    webhook: owner.trigger.definition,
  };
}

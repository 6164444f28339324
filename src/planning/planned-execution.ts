import { newId } from '../config/clock.js';
import type { Claimed, StoredEvent } from '../ledger/claimed.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import type { Stubs } from './planned-actions.js';

/** An execution to be planned. */
export interface Planned {
  readonly execution: Claimed;
  readonly event: StoredEvent;
  readonly workflow: CompiledWorkflow;
  readonly stubs: Stubs;
}

/** An execution that is only planned; its revision is 0 for a draft. */
export function plannedExecution(
  of: Pick<Claimed, 'tenant' | 'environment' | 'workflowId' | 'revision' | 'triggerId'>,
): Claimed {
  return {
    ...of,
    id: newId(),
    eventId: '',
    test: false,
    lane: null,
    attempt: 1,
    fence: '1',
    takeovers: 0,
    dueAt: new Date(),
    skewMs: 0,
    replayOf: null,
    parentId: null,
    depth: 0,
    claimScope: null,
    inOrder: false,
  };
}

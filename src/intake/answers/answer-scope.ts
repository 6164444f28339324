import { ExpressionFailed } from '../../errors/errors.js';
import type { StoredEvent } from '../../ledger/claimed.js';
import type { CompiledWorkflow } from '../../workflow/compile.js';
import type { Scope } from '../../workflow/expression/scope.js';
import { stableUuid } from '../../workflow/expression/stable-uuid.js';
import { triggerScope } from '../../workflow/trigger-scope.js';
import type { ExecutionOutcome } from './outcome.js';

/** What an execution is known by from the beginning. */
export interface Opened {
  readonly id: string;
  readonly tenant: string;
  readonly environment: string;
  readonly test: boolean;
  readonly revision: number;
}

export interface ScopeParts {
  readonly opened: Opened;
  /** Undefined before it has ended. */
  readonly outcome?: ExecutionOutcome;
  readonly workflow: CompiledWorkflow;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Null where nothing reads it, or retention has dropped it. */
  readonly event: StoredEvent | null;
  readonly now: Date;
}

/** What the templates of a response may read. Rendered again for the same execution, they give the same. */
export function answerScope({ opened, outcome, workflow, variables, event, now }: ScopeParts): Scope {
  const { id, tenant, environment, test, revision } = opened;
  const { id: name, namespace, labels } = workflow.document;
  let drawn = 0;
  return {
    trigger: event ? triggerScope(event) : {},
    inputs: event?.inputs ?? {},
    tasks: outcome?.tasks ?? {},
    execution: { id, tenant, environment, test, ...(outcome ? endOf(outcome) : {}) },
    workflow: { id: name, namespace, revision, labels },
    variables,
    secrets: () => {
      throw new ExpressionFailed('secrets are not for responses');
    },
    now: outcome?.finishedAt ?? now,
    uuid: () => stableUuid(`${id}.response.${drawn++}`),
  };
}

function endOf({ status, attempt, error }: ExecutionOutcome): Record<string, unknown> {
  return { status, attempt, error: error && { code: error.code, message: error.message } };
}

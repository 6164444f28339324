import type { Hook } from './hook.js';

/** A webhook trigger as it is deployed in one environment. */
export interface WorkflowHook {
  /** Null: it cannot be opened just now. */
  readonly hook: Hook | null;
  /** Both the workflow and the trigger are switched on there. */
  readonly enabled: boolean;
}

/** The webhooks of one workflow, for callers that name it and not the address of a hook. */
export class WorkflowHooks {
  private readonly places = new Map<string, WorkflowHook[]>();

  constructor(
    readonly id: string,
    readonly tenant: string,
    readonly namespace: string,
    readonly name: string,
  ) {}

  add(environment: string, hook: WorkflowHook): void {
    const known = this.places.get(environment) ?? [];
    this.places.set(environment, known);
    known.push(hook);
  }

  /** In the order of the document; none where it is not deployed. */
  at(environment: string): readonly WorkflowHook[] {
    return this.places.get(environment) ?? [];
  }

  /** Where it is deployed with webhooks. */
  get environments(): readonly string[] {
    return [...this.places.keys()];
  }

  /** Of all environments. */
  all(): readonly WorkflowHook[] {
    return [...this.places.values()].flat();
  }
}

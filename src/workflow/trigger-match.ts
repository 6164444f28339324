import type { CompiledTrigger } from './compile.js';
import type { EventTrigger } from './document.js';

/** A trigger that takes an event, and whose it is. Its `when` is still to be asked. */
export interface TriggerMatch<W> {
  readonly workflow: W;
  readonly trigger: CompiledTrigger & { readonly definition: EventTrigger };
}

/** Whether a pattern takes an event type: the type itself, a prefix with `.*` (one or more further names), or `*`. */
export function matchesType(pattern: string, type: string): boolean {
  if (pattern === '*') {
    return true;
  }
  return pattern.endsWith('.*')
    ? type.length > pattern.length - 1 && type.startsWith(pattern.slice(0, -1))
    : pattern === type;
}

/** `types`: what an event is called, by its sender and in the common vocabulary; any of them will do. */
export function takesEvent(trigger: EventTrigger, source: string, types: readonly string[]): boolean {
  return (
    trigger.enabled &&
    trigger.source === source &&
    trigger.events.some((pattern) => types.some((type) => matchesType(pattern, type)))
  );
}

interface Entry<W> extends TriggerMatch<W> {
  /** Place in the order of workflows and their triggers. */
  readonly order: number;
}

/** Event triggers of all workflows by source and pattern, so that finding those of an event does not look at the others. */
export class TriggerIndex<W extends { readonly triggers: readonly CompiledTrigger[] }> {
  private readonly bySource = new Map<string, Map<string, Entry<W>[]>>();

  constructor(workflows: Iterable<W>) {
    let order = 0;
    for (const workflow of workflows) {
      for (const trigger of workflow.triggers) {
        order += 1;
        if (isEnabledEvent(trigger)) {
          this.add({ workflow, trigger, order });
        }
      }
    }
  }

  /**
   * Triggers that take an event which is called any of `types`, in the order the workflows were given in; a trigger
   * that takes it by several patterns or types is there once.
   */
  find(source: string, types: readonly string[]): TriggerMatch<W>[] {
    const patterns = this.bySource.get(source);
    if (!patterns) {
      return [];
    }
    const found = new Set<Entry<W>>();
    for (const type of types) {
      for (const pattern of patternsOf(type)) {
        for (const entry of patterns.get(pattern) ?? []) {
          found.add(entry);
        }
      }
    }
    return [...found].toSorted((one, other) => one.order - other.order);
  }

  private add(entry: Entry<W>): void {
    const { source, events } = entry.trigger.definition;
    const patterns = this.bySource.get(source) ?? new Map<string, Entry<W>[]>();
    this.bySource.set(source, patterns);
    for (const pattern of new Set(events)) {
      const entries = patterns.get(pattern) ?? [];
      entries.push(entry);
      patterns.set(pattern, entries);
    }
  }
}

function isEnabledEvent(trigger: CompiledTrigger): trigger is CompiledTrigger & { definition: EventTrigger } {
  return trigger.definition.type === 'event' && trigger.definition.enabled;
}

/** Every pattern that takes the type: `user.created.v2`, `user.created.*`, `user.*`, `*`. */
function* patternsOf(type: string): Generator<string> {
  yield type;
  for (let dot = type.lastIndexOf('.', type.length - 2); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
    yield `${type.slice(0, dot)}.*`;
  }
  if (type !== '*') {
    yield '*';
  }
}

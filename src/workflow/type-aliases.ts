/** Types by their name in Kestra, https://kestra.io/plugins/core, and what they are called here. */
import { rawList, rawMap } from './raw.js';
import type { RawMap } from './raw.js';

const TRIGGERS: ReadonlyMap<unknown, string> = new Map([
  ['io.kestra.plugin.core.trigger.Webhook', 'webhook'],
]);
const TASKS: ReadonlyMap<unknown, string> = new Map([['io.kestra.plugin.core.log.Log', 'log']]);

/** Every name of a trigger's or task's type, its own first. */
export function triggerTypeNames(type: string): string[] {
  return namesOf(type, TRIGGERS);
}

export function taskTypeNames(type: string): string[] {
  return namesOf(type, TASKS);
}

/** The same document with the types of its triggers and tasks under our names. */
export function withOwnTypes(document: unknown): unknown {
  const raw = rawMap(document);
  const renamed = {
    ...(Array.isArray(raw['triggers']) ? { triggers: renameAll(raw['triggers'], TRIGGERS) } : {}),
    ...(Array.isArray(raw['tasks']) ? { tasks: renameAll(raw['tasks'], TASKS) } : {}),
  };
  return Object.keys(renamed).length === 0 ? document : { ...raw, ...renamed };
}

function renameAll(members: unknown, names: ReadonlyMap<unknown, string>): unknown[] {
  return rawList(members).map((member) => {
    const own = names.get(rawMap(member)['type']);
    return own === undefined ? member : ({ ...rawMap(member), type: own } satisfies RawMap);
  });
}

function namesOf(type: string, aliases: ReadonlyMap<unknown, string>): string[] {
  return [type, ...[...aliases].flatMap(([alias, own]) => (own === type ? [String(alias)] : []))];
}

import {
  EACH,
  EARLY_EXECUTION,
  ENDED_EXECUTION,
  TASK,
  TRIGGER,
  WORKFLOW,
} from '../../../../../../src/workflow/expression/members.js';
import { pointer } from '../../../../../../src/workflow/pointer.js';
import { type RawMap, rawList, rawMap, rawText } from '../../../../../../src/workflow/raw.js';
import { ROOT_BLOCKS } from '../../../../../../src/workflow/tasks/raw-tasks.js';
import { FUNCTIONS } from './functions';
import type { Proposal } from './proposal';
import type { Place } from './read-place';
import { type Schema, schemasAt } from './schema-walk';
import { type Standing, tasksBefore } from './tasks-before';

/** A secret or variable there is. */
export interface Named {
  readonly name: string;
  readonly namespace: string;
  /** Null: all that have none of their own. */
  readonly environment: string | null;
}

/** What expressions can name besides the document. */
export interface KnownNames {
  readonly environment: string;
  readonly secrets: readonly Named[];
  readonly variables: readonly Named[];
}

/** Keys whose text is an expression as it is. */
const BARE = ['when', 'if', 'condition'];
/** Of a trigger: what secrets may stand in, and but for a callback nothing else of an execution. */
const PROOFS = ['verify', 'token', 'key', 'callback'];

/** Source of the expression at the cursor up to there; null where none is written. */
export function expressionAt({ before, path, isKey }: Place): string | null {
  const open = before.lastIndexOf('{{');
  if (open >= 0) {
    return before.indexOf('}}', open) >= 0 ? null : before.slice(open + 2);
  }
  return !isKey && BARE.includes(String(path.at(-1))) ? before : null;
}

/** Names that can follow in an expression, and how much of one is written already. */
export function namesAt(
  root: Schema,
  place: Place,
  known: KnownNames,
  source: string,
): { readonly written: string; readonly proposals: readonly Proposal[] } {
  const call = /\b(secret|var)\(\s*(["'])([\w.-]*)$/.exec(source);
  if (call) {
    const all = call[1] === 'secret' ? known.secrets : known.variables;
    return { written: call[3]!, proposals: inReach(all, place.document, known.environment) };
  }
  const [, chain, written] = /((?:[A-Za-z_]\w*(?:\['[^']*'\])*\.)*)(\w*)$/.exec(source)!;
  const ahead = source.slice(0, source.length - chain!.length - written!.length);
  if (isInText(ahead) || /[.)\]?\w]$/.test(ahead)) {
    return { written: written!, proposals: [] };
  }
  const standing = tasksBefore(place.document, pointer(place.path));
  const steps = [...chain!.matchAll(/([A-Za-z_]\w*)|\['([^']*)'\]/g)].map(
    ([, name, quoted]) => name ?? quoted!,
  );
  const proposals =
    steps.length === 0
      ? [...rootsAt(place, standing), ...functionsAt(place)]
      : membersOf(root, place, standing, steps);
  return { written: written!, proposals };
}

/** An odd quote before it: what is written is text. */
function isInText(source: string): boolean {
  return /["']/.test(source.replaceAll(/"[^"]*"|'[^']*'/g, ''));
}

function inReach(all: readonly Named[], document: RawMap, environment: string): Proposal[] {
  const own = `${String(document['namespace'])}.`;
  const there = all.filter(
    (one) => own.startsWith(`${one.namespace}.`) && [null, environment].includes(one.environment),
  );
  const byName = new Map(there.map((one) => [one.name, one]));
  return [...byName.values()].map(({ name, namespace }) => ({
    label: name,
    kind: 'name',
    detail: namespace,
  }));
}

const ROOTS: Readonly<Record<string, string>> = {
  trigger: 'The event',
  inputs: 'Parameters and inputs of the webhook trigger',
  tasks: 'Tasks that have run',
  each: 'The value of the loop',
  event: 'The event that is waited for',
  execution: 'This execution',
  workflow: 'This workflow',
};

function rootsAt({ path }: Place, { before, isInLoop }: Standing): Proposal[] {
  const isTask = isOf(path[0], ROOT_BLOCKS);
  const isEnd = path[0] === 'response';
  const isProof = path[0] === 'triggers' && isOf(path[2], PROOFS);
  const isInput = path[0] === 'triggers' && path[2] === 'inputs';
  const isThere: Readonly<Record<string, boolean>> = {
    trigger: !isProof || path[2] === 'callback',
    inputs: !isInput && (!isProof || path[2] === 'callback'),
    tasks: before.size > 0 && (isTask || (isEnd && path[1] !== 'accepted')),
    each: isInLoop,
    event: isTask && path.at(-2) === 'event' && path.at(-1) === 'when',
    execution: isTask || isEnd,
    workflow: isTask || isEnd || isInput || path[2] === 'callback' || path[0] === 'lane',
  };
  return Object.entries(ROOTS)
    .filter(([name]) => isThere[name])
    .map(([name, info]) => ({ label: name, kind: 'name', info }));
}

const isOf = (step: unknown, names: readonly string[]): boolean => names.includes(String(step));

function functionsAt({ path }: Place): Proposal[] {
  const maySecret = isOf(path[0], ROOT_BLOCKS) || isOf(path[2], PROOFS);
  const usable = Object.entries(FUNCTIONS).filter(([name]) => name !== 'secret' || maySecret);
  return usable.map(([name, [call, info]]) => {
    const isNamed = call.includes("('NAME')");
    const insert = isNamed ? `${name}('')` : `${name}()`;
    const cursor = insert.length - (isNamed ? 2 : call.endsWith('()') ? 0 : 1);
    return { label: name, kind: 'function', detail: call.slice(name.length), info, insert, cursor };
  });
}

function membersOf(root: Schema, place: Place, standing: Standing, steps: readonly string[]): Proposal[] {
  const [name, ...rest] = steps;
  if (name === 'tasks') {
    return taskMembers(root, standing, rest);
  }
  const isEnd = place.path[0] === 'response' && place.path[1] !== 'accepted';
  const isLate = isEnd || isOf(place.path[0], ROOT_BLOCKS);
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    trigger: TRIGGER,
    event: TRIGGER,
    each: EACH,
    execution: isLate ? { ...EARLY_EXECUTION, ...ENDED_EXECUTION } : EARLY_EXECUTION,
    workflow: WORKFLOW,
    inputs: inputsOf(place),
  };
  if (rest.length > 0) {
    return name === 'each' && rest.every((step) => step === 'parent') ? named(EACH) : [];
  }
  return named(Object.hasOwn(known, name!) ? known[name!]! : {});
}

function named(members: Readonly<Record<string, string>>): Proposal[] {
  return Object.entries(members).map(([label, info]) => ({ label, kind: 'name', info }));
}

/** What webhook triggers declare; in a trigger its own alone. */
function inputsOf({ document, path }: Place): Readonly<Record<string, string>> {
  const triggers = rawList(document['triggers']).map(rawMap);
  const meant = path[0] === 'triggers' ? [triggers[Number(path[1])] ?? {}] : triggers;
  const declared = meant.flatMap(({ parameters, inputs }) => [
    ...Object.entries(rawMap(parameters)).map(([name, one]) => [
      name,
      rawText(rawMap(one)['description']) ?? '',
    ]),
    ...Object.keys(rawMap(inputs)).map((name) => [name, 'An input that the trigger makes of the event']),
  ]);
  return Object.fromEntries(declared);
}

/** Ids, then what a task has, then what its type gives. */
function taskMembers(
  root: Schema,
  { before }: Standing,
  [id, member, ...deeper]: readonly string[],
): Proposal[] {
  if (id === undefined) {
    return [...before].map(([label, task]) => ({
      label,
      kind: 'name',
      detail: rawText(task['type']) ?? '',
      ...(/^[A-Za-z_]\w*$/.test(label) ? {} : { insert: `['${label}']`, back: 1 }),
    }));
  }
  const task = before.get(id);
  if (!task) {
    return [];
  }
  return member === undefined ? named(TASK) : member === 'output' ? outputOf(root, task, deeper) : [];
}

function outputOf(root: Schema, task: RawMap, path: readonly string[]): Proposal[] {
  if (task['type'] === 'set') {
    return path.length > 0
      ? []
      : named(Object.fromEntries(Object.keys(rawMap(task['values'])).map((name) => [name, ''])));
  }
  const outputs = rawMap(rawMap(root['$defs'])['outputs']);
  const found = schemasAt({ ...outputs, $defs: root['$defs'] }, {}, [String(task['type']), ...path]);
  const members = found.flatMap(({ properties }) => Object.entries(rawMap(properties)));
  return named(
    Object.fromEntries(members.map(([name, one]) => [name, rawText(rawMap(one)['description']) ?? ''])),
  );
}

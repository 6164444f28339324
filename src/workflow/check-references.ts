import { ExpressionFailed } from '../errors/errors.js';
import type { TaskCatalog } from './document.js';
import { compileExpression } from './expression/expression.js';
import type { Expression } from './expression/expression.js';
import { compileTemplate } from './expression/template.js';
import type { DeclaredInputs } from './parameters/declared-inputs.js';
import { pointer } from './pointer.js';
import { rawMap } from './raw.js';
import type { Report } from './report.js';
import { suggest } from './suggest.js';

/** Members of `trigger` in every scope. */
export const TRIGGER_MEMBERS = [
  'type',
  'commonType',
  'id',
  'subject',
  'time',
  'body',
  'headers',
  'parameters',
  'source',
  'hook',
];
const TASK_MEMBERS = ['output', 'status', 'error'];
const EACH_MEMBERS = ['value', 'index', 'parent'];

/** What expressions at one place may read. */
export interface Reach {
  readonly report: Report;
  /** Tasks that have run before: id to task type. Undefined where only the event is known. */
  readonly before?: ReadonlyMap<string, string>;
  /** Ids of all tasks, to tell "later" from "unknown". */
  readonly all: ReadonlySet<string>;
  readonly catalog: TaskCatalog;
  /** Undefined where inputs are being made. */
  readonly inputs?: DeclaredInputs;
  /** Members that `execution` has; undefined where it is not known, or is as tasks see it. */
  readonly execution?: readonly string[];
  readonly mayUseSecrets: boolean;
  /** Inside of a loop. */
  readonly inLoop?: boolean;
  /** The event that is waited for may be read. */
  readonly hasEvent?: boolean;
}

export function checkBare(source: unknown, place: string, reach: Reach): void {
  if (typeof source !== 'string' || source === '') {
    return; // the schema says so
  }
  if (source.trimStart().startsWith('{{')) {
    reach.report.fault(place, 'is an expression already, write it without {{ }}');
    return;
  }
  reportingFailure(place, reach.report, () => checkReferences(compileExpression(source), place, reach));
}

/** Each string of the value on its own, so that all faults are told. */
export function checkTemplates(value: unknown, place: string, reach: Reach): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      checkTemplates(one, pointer([key], place), reach);
    }
    return;
  }
  reportingFailure(place, reach.report, () => {
    for (const { expression } of compileTemplate(value).expressions) {
      checkReferences(expression, place, reach);
    }
  });
}

/** What `compile` gives; undefined when it threw ExpressionFailed, which is then reported at its place in the string. */
export function reportingFailure<T>(place: string, report: Report, compile: () => T): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof ExpressionFailed)) {
      throw error;
    }
    report.fault(place, error.message, { offset: Number(error.details['offset'] ?? 0) });
    return undefined;
  }
}

function checkReferences(expression: Expression, place: string, reach: Reach): void {
  if (expression.secrets.length > 0 && !reach.mayUseSecrets) {
    reach.report.fault(place, 'secret() cannot be used here, for what this gives is stored or shown');
  }
  for (const [root, ...members] of expression.chains) {
    if (root === 'trigger') {
      checkMember('trigger', members[0], TRIGGER_MEMBERS, place, reach);
    } else if (root === 'inputs' && reach.inputs) {
      reach.inputs.check(members, place, reach.report);
    } else if (root === 'execution' && reach.execution) {
      checkMember('execution', members[0], reach.execution, place, reach);
    } else if (root !== 'workflow' && !reach.before) {
      reach.report.fault(place, `${root} is not known here: this is decided before the execution starts`);
    } else if (root === 'tasks') {
      checkTask(members, place, reach);
    } else if (root === 'each') {
      checkEach(members, place, reach);
    } else if (root === 'event') {
      checkEvent(members, place, reach);
    }
  }
}

function checkMember(
  owner: string,
  member: string | undefined,
  known: readonly string[],
  place: string,
  reach: Reach,
): void {
  if (member !== undefined && !known.includes(member)) {
    const suggestion = suggest(member, known);
    reach.report.fault(place, `${owner} has no member '${member}', it has ${known.join(', ')}`, {
      suggestion,
    });
  }
}

function checkEach(members: readonly string[], place: string, reach: Reach): void {
  if (reach.inLoop === true) {
    checkMember('each', members[0], EACH_MEMBERS, place, reach);
  } else {
    reach.report.fault(place, 'each is the value of a loop, and this stands in none');
  }
}

function checkEvent(members: readonly string[], place: string, reach: Reach): void {
  if (reach.hasEvent === true) {
    checkMember('event', members[0], TRIGGER_MEMBERS, place, reach);
  } else {
    reach.report.fault(
      place,
      'event is what a wait asks about in its when: the event that started it is trigger',
    );
  }
}

function checkTask(members: readonly string[], place: string, reach: Reach): void {
  const [id, member, ...rest] = members;
  const type = id === undefined ? undefined : reach.before?.get(id);
  if (id === undefined) {
    reach.report.fault(place, 'name the task that is meant, as in tasks.profile.output');
  } else if (type !== undefined) {
    checkMember(`tasks.${id}`, member, TASK_MEMBERS, place, reach);
    warnOfOutput(id, type, member === 'output' ? rest[0] : undefined, place, reach);
  } else if (reach.all.has(id)) {
    reach.report.fault(place, `task '${id}' has not run yet here, only tasks above can be read`);
  } else {
    reach.report.fault(place, `there is no task '${id}'`, {
      suggestion: suggest(id, reach.before?.keys() ?? []),
    });
  }
}

function warnOfOutput(
  id: string,
  type: string,
  member: string | undefined,
  place: string,
  reach: Reach,
): void {
  const schema = reach.catalog.get(type)?.output;
  const known = Object.keys(rawMap(schema?.['properties']));
  if (member !== undefined && schema?.['additionalProperties'] === false && !known.includes(member)) {
    const suggestion = suggest(member, known);
    reach.report.warn(place, `the output of '${id}' (${type}) has no member '${member}'`, { suggestion });
  }
}

import { ExpressionFailed } from '../errors/errors.js';
import { checkCondition, checkTemplateType } from './check-types.js';
import { compileExpression } from './expression/expression.js';
import type { Expression } from './expression/expression.js';
import { EACH, TASK, TRIGGER } from './expression/members.js';
import { compileTemplate } from './expression/template.js';
import { pointer } from './pointer.js';
import type { Reach } from './reach.js';
import type { Report } from './report.js';
import { suggest } from '../config/suggest.js';
import type { Type } from './typing/type.js';

const TRIGGER_MEMBERS = Object.keys(TRIGGER);

export function checkBare(source: unknown, place: string, reach: Reach): void {
  if (typeof source !== 'string' || source === '') {
    return; // the schema says so
  }
  if (source.trimStart().startsWith('{{')) {
    reach.report.fault(place, 'is an expression already, write it without {{ }}');
    return;
  }
  reportingFailure(place, reach.report, () => {
    const expression = compileExpression(source);
    checkReferences(expression, place, reach);
    checkCondition(expression, place, reach);
  });
}

/** Each string of the value on its own, so that all faults are told; `needed` is what the value as a whole must be. */
export function checkTemplates(value: unknown, place: string, reach: Reach, needed?: Type): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      checkTemplates(one, pointer([key], place), reach);
    }
    return;
  }
  reportingFailure(place, reach.report, () => {
    for (const placed of compileTemplate(value).expressions) {
      checkReferences(placed.expression, place, reach);
      checkTemplateType(placed, { text: String(value), place, needed }, reach);
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
    checkMember('each', members[0], Object.keys(EACH), place, reach);
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
  const [id, member] = members;
  const type = id === undefined ? undefined : reach.before?.get(id);
  if (id === undefined) {
    reach.report.fault(place, 'name the task that is meant, as in tasks.profile.output');
  } else if (type !== undefined) {
    checkMember(`tasks.${id}`, member, Object.keys(TASK), place, reach);
  } else if (reach.all.has(id)) {
    reach.report.fault(place, `task '${id}' has not run yet here, only tasks above can be read`);
  } else {
    reach.report.fault(place, `there is no task '${id}'`, {
      suggestion: suggest(id, reach.before?.keys() ?? []),
    });
  }
}

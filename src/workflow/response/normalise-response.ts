import type { AnswerDefinition, ResponseDefinition } from '../document.js';
import { EARLY_EXECUTION } from '../expression/members.js';
import { compileTemplate } from '../expression/template.js';
import { type RawMap, rawMap } from '../raw.js';

/** Moments a response may have an answer for. */
export const MOMENTS = ['accepted', 'succeeded', 'failed'] as const;

/** Whether a response is one answer, not one for each moment. */
export function isBare(response: RawMap): boolean {
  return MOMENTS.every((moment) => response[moment] === undefined);
}

/** Whether an answer reads what is only known when the execution has ended. */
export function readsOutcome({ status, headers, body }: RawMap): boolean {
  return compileTemplate([status, headers, body]).expressions.some(({ expression }) =>
    expression.chains.some(
      ([root, member]) =>
        root === 'tasks' || (root === 'execution' && !Object.hasOwn(EARLY_EXECUTION, member ?? '')),
    ),
  );
}

/** A `response` without faults. One answer alone is for those who wait, and for all where it needs no outcome. */
export function normaliseResponse(value: unknown): ResponseDefinition {
  const raw = rawMap(value);
  if (isBare(raw)) {
    const answer: AnswerDefinition = raw;
    return { ...(readsOutcome(raw) ? {} : { accepted: answer }), succeeded: [answer], failed: [] };
  }
  return {
    ...(raw['accepted'] === undefined ? {} : { accepted: raw['accepted'] as AnswerDefinition }),
    succeeded: branchesOf(raw['succeeded']),
    failed: branchesOf(raw['failed']),
  };
}

function branchesOf(value: unknown): readonly AnswerDefinition[] {
  return value === undefined ? [] : ([value].flat() as readonly AnswerDefinition[]);
}

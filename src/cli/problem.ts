import { faultLine } from '../workflow/fault.js';
import type { Fault } from '../workflow/fault.js';

/** The body of a refusal, `application/problem+json` (RFC 9457) with our own members. */
export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  /** The short message. */
  readonly msg?: string;
  readonly code?: string;
  readonly requestId?: string;
  /** Members of the request that are wrong. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** Faults of a workflow document. */
  readonly faults?: readonly Fault[];
}

const WHAT_TO_DO: Readonly<Record<number, string>> = {
  401: 'the token is not accepted: give another with --token-file or SIGNET_TOKEN',
  403: 'the token may not do this: use one with another role or namespace',
  429: 'too many requests: wait a little and try again',
};

/** What a person is told about a refusal: the message, every fault, and what to do. `place` is method and URL. */
export function describeProblem(status: number, problem: Problem, place: string): string {
  const { msg, detail, title, requestId } = problem;
  const message = msg ?? detail ?? title ?? `status ${status}`;
  const isMore = detail !== undefined && detail !== message;
  const lines = [
    `${message}${isMore ? `: ${detail}` : ''} (${place} answered ${status}${requestId === undefined ? '' : `, request ${requestId}`})`,
    ...(problem.errors ?? []).map((error) => `  ${error.path}: ${error.message}`),
    ...(problem.faults ?? []).map((fault) => `  ${faultLine(fault)}`),
  ];
  const todo = WHAT_TO_DO[status];
  return [...lines, ...(todo === undefined ? [] : [todo])].join('\n');
}

import { faultLine } from '../workflow/fault.js';
const WHAT_TO_DO = {
    401: 'the token is not accepted: give another with --token-file or SIGNET_TOKEN',
    403: 'the token may not do this: use one with another role or namespace',
    429: 'too many requests: wait a little and try again',
};
/** What a person is told about a refusal: the message, every fault, and what to do. `place` is method and URL. */
export function describeProblem(status, problem, place) {
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
//# sourceMappingURL=problem.js.map
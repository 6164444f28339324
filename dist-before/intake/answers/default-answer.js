import { BODILESS, GUARDS } from '../../workflow/response/render-answer.js';
import { withCharset } from '../../workflow/response/content-type.js';
import { problem } from '../answer.js';
/** What is said of an execution that did not succeed: what became of it, and nothing of why. */
const UNSUCCESSFUL = {
    dead: [502, 'Bad Gateway', 'The workflow was run and failed'],
    cancelled: [409, 'Conflict', 'The execution was cancelled'],
    skipped: [422, 'Unprocessable Content', 'The execution was skipped: there was nothing it could be done to'],
    superseded: [409, 'Conflict', 'The execution was superseded by a newer event'],
};
/** What holds for an answer of the workflow's own that says nothing else. */
export function defaultsOf(status, trigger) {
    const { responseCode, responseContentType } = trigger?.type === 'webhook' ? trigger : {};
    return status === 'succeeded'
        ? { status: responseCode ?? 200, contentType: responseContentType }
        : { status: UNSUCCESSFUL[status][0] };
}
/** What a caller who waited is told where the workflow defines no response. */
export function defaultAnswer(outcome, trigger) {
    const { id, status, outputs } = outcome;
    if (status !== 'succeeded') {
        const [code, title, detail] = UNSUCCESSFUL[status];
        return problem(code, title, detail, { headers: GUARDS, members: { execution: id, outcome: status } });
    }
    const defaults = defaultsOf(status, trigger);
    const isBare = trigger?.type === 'webhook' && trigger.returnOutputs === true;
    const answer = jsonAnswer(defaults.status, isBare ? outputs : { execution: id, status, outputs });
    if (BODILESS.has(answer.status)) {
        return { ...answer, body: '' };
    }
    return defaults.contentType === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, 'content-type': withCharset(defaults.contentType) } };
}
/** 500 for a response of the workflow's own that cannot be rendered. */
export function unrenderable(execution) {
    const detail = 'The response of the workflow cannot be rendered; its execution is not affected';
    return problem(500, 'Internal Server Error', detail, { headers: GUARDS, members: { execution } });
}
/** 503 for an outcome that the ledger does not tell just now. */
export function unreadable(execution) {
    const detail = 'The outcome cannot be read just now; the execution is not affected';
    const headers = { ...GUARDS, 'retry-after': '2' };
    return problem(503, 'Service Unavailable', detail, { headers, members: { execution } });
}
export function jsonAnswer(status, body, headers = {}) {
    const guarded = { 'content-type': 'application/json', ...GUARDS };
    return { status, headers: { ...guarded, ...headers }, body: JSON.stringify(body) };
}
//# sourceMappingURL=default-answer.js.map
/** What a JSON Schema cannot say about a response. */
import { ExpressionFailed } from '../../errors/errors.js';
import { pointer } from '../pointer.js';
import { rawList, rawMap, rawText } from '../raw.js';
import { BODILESS } from './render-answer.js';
import { contentKind } from './content-type.js';
import { isBare, MOMENTS, readsOutcome } from './normalise-response.js';
import { faultOfHeaderName, isHeaderValue } from './response-header.js';
/** Every answer of a document's `response`, with its place and the moment it is for; of one alone that is `bare`. */
export function answersIn(response) {
    const raw = rawMap(response);
    if (isBare(raw)) {
        return response === undefined ? [] : [{ answer: raw, place: '/response', moment: 'bare' }];
    }
    return MOMENTS.flatMap((moment) => {
        const place = pointer(['response', moment]);
        const value = raw[moment];
        const branches = Array.isArray(value)
            ? value.map((one, index) => ({ answer: rawMap(one), place: pointer([index], place) }))
            : value === undefined
                ? []
                : [{ answer: rawMap(value), place }];
        return branches.map((branch) => ({ ...branch, moment }));
    });
}
export function checkResponse(document, report) {
    const raw = rawMap(document['response']);
    if (!isBare(raw)) {
        for (const name of Object.keys(raw).filter((name) => !MOMENTS.includes(name))) {
            const fault = `stands beside ${MOMENTS.join(', ')}: put it into each of those it is meant for`;
            report.fault(pointer(['response', name]), fault, { atKey: true });
        }
    }
    for (const { answer, place } of answersIn(document['response'])) {
        checkAnswer(answer, place, report);
    }
    checkOrder(raw, report);
    warnOfWaiters(document, raw, report);
}
function checkAnswer(answer, place, report) {
    const { status, contentType, body } = answer;
    const kind = typeof contentType === 'string' ? contentKind(contentType) : 'json';
    if (kind === null) {
        const taken = 'JSON, XML, text/plain, text/csv and the like, in UTF-8, and nothing that a browser runs';
        report.fault(`${place}/contentType`, `is not answered; what is: ${taken}`);
    }
    else if (kind !== 'json' && body !== undefined && typeof body !== 'string') {
        report.fault(`${place}/body`, `must be text, for ${String(contentType)} is`);
    }
    if (BODILESS.has(status) && body !== undefined) {
        report.fault(`${place}/body`, `an answer with status ${String(status)} has no body`);
    }
    for (const [name, value] of Object.entries(rawMap(answer['headers']))) {
        const at = pointer(['headers', name], place);
        const fault = faultOfHeaderName(name);
        if (fault !== undefined) {
            report.fault(at, fault, { atKey: true });
        }
        else if (typeof value === 'string' && !value.includes('{{') && !isHeaderValue(value)) {
            report.fault(at, 'must be one line of plain characters');
        }
    }
}
/** What comes after an answer without a `when` is never given. */
function checkOrder(raw, report) {
    for (const moment of ['succeeded', 'failed']) {
        const branches = rawList(raw[moment]).map(rawMap);
        const always = branches.findIndex((branch) => branch['when'] === undefined);
        if (always !== -1 && always < branches.length - 1) {
            const at = pointer(['response', moment, always]);
            report.fault(at, 'has no when, so none of the answers below it is ever given', { atKey: true });
        }
    }
}
/** An answer alone that reads what tasks gave is a surprise where callers do not wait. */
function warnOfWaiters(document, raw, report) {
    const triggers = rawList(document['triggers']).map(rawMap);
    const isWaitedFor = triggers.some(({ wait }) => wait === true || rawText(wait) !== undefined);
    if (document['response'] !== undefined && isBare(raw) && !isWaitedFor && needsOutcome(raw)) {
        const message = 'is for callers who wait, and no trigger says wait: all others are told 202';
        report.warn('/response', message, { atKey: true });
    }
}
function needsOutcome(answer) {
    try {
        return readsOutcome(answer);
    }
    catch (error) {
        if (error instanceof ExpressionFailed) {
            return false; // told in its place
        }
        throw error;
    }
}
//# sourceMappingURL=check-response.js.map
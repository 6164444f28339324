import { isMet } from '../condition.js';
import { failure } from '../expression/failure.js';
import { contentKind, withCharset } from './content-type.js';
import { isHeaderValue } from './response-header.js';
/** On every answer: it is what it says it is, no page and no program, and not for others to keep. */
export const GUARDS = {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
};
/** Answers that have no body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
export const BODILESS = new Set([204, 205, 304]);
/** The first answer whose `when` holds, undefined when none does. A `when` that cannot be told does not hold. */
export function chooseAnswer(branches, scope) {
    return branches.find(({ when }) => when === undefined || isMet(when, scope));
}
/** Throws ExpressionFailed when a template fails, or gives what cannot be answered. */
export function renderAnswer(answer, scope, defaults) {
    const head = answer.head.render(scope).value;
    const status = statusOf(head.status ?? defaults.status);
    const headers = { ...GUARDS, ...headersOf(head.headers) };
    if (answer.body === undefined || BODILESS.has(status)) {
        return { status, headers, body: '' };
    }
    const { value } = answer.body.render(scope);
    const contentType = answer.contentType ?? defaults.contentType ?? usualType(value);
    const isWritten = typeof value === 'string' && contentKind(contentType) !== 'json';
    return {
        status,
        headers: { ...headers, 'content-type': withCharset(contentType) },
        body: isWritten ? value : JSON.stringify(value),
    };
}
const usualType = (value) => (typeof value === 'string' ? 'text/plain' : 'application/json');
function statusOf(value) {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599) {
        return value;
    }
    throw failure('value', 'the status of an answer must be a whole number from 200 to 599');
}
function headersOf(rendered) {
    return Object.fromEntries(Object.entries(rendered).map(([name, value]) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        if (!isHeaderValue(text)) {
            throw failure('value', `the value of the header ${name} is not one line of plain characters`);
        }
        return [name.toLowerCase(), text];
    }));
}
//# sourceMappingURL=render-answer.js.map
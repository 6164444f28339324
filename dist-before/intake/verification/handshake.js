import { parseLocator, readText } from './locator.js';
import { compileReplyHeader, compileReplyText } from './reply-text.js';
import { fillSetting, requireTexts } from './settings.js';
const NEVER_RENDERED = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
/** Makes a handshake ready. Throws VerifierRefused when its allow list is not configured, or a header could not be sent. */
export function compileHandshake(handshake, config) {
    const conditions = handshake.when.map(compileCondition);
    const allowed = handshake.allow === undefined ? null : new Set(requireTexts(handshake.allow, config));
    const reply = compileReply(handshake, config);
    const visit = compileVisit(handshake.action, config);
    return (view) => {
        if (view.request.method !== handshake.method) {
            return null;
        }
        const values = conditions.map((condition) => condition(view));
        if (values.includes(null)) {
            return null;
        }
        if (values.includes(REPEATED)) {
            return { refused: 'duplicate_header' };
        }
        if (allowed !== null && !allowed.has(values[0])) {
            return { refused: 'origin_not_allowed' };
        }
        return visit(view, reply(view));
    };
}
const REPEATED = Symbol('repeated');
/** The value a condition found, null when it does not hold. */
function compileCondition(text) {
    const equals = text.indexOf('=');
    const locator = parseLocator(equals === -1 ? text : text.slice(0, equals));
    const expected = equals === -1 ? null : text.slice(equals + 1);
    return (view) => {
        const value = readText(locator, view);
        if (typeof value !== 'string') {
            return value?.fault === 'duplicate' ? REPEATED : null;
        }
        return expected === null || value === expected ? value : null;
    };
}
function compileReply(handshake, config) {
    const { status, type, body, json, headers } = handshake.reply;
    const bodyText = body === undefined ? null : compileReplyText(body, config);
    const members = compileTexts(json ?? {}, (text) => compileReplyText(text, config));
    const headerTexts = compileTexts(headers ?? {}, (text) => compileReplyHeader(text, config));
    const contentType = type === undefined ? {} : { 'content-type': type };
    return (view) => {
        const filledHeaders = fillTexts(headerTexts, view);
        const filledMembers = fillTexts(members, view);
        const text = bodyText === null ? '' : bodyText(view);
        if (filledHeaders === null || filledMembers === null || text === null) {
            return { refused: 'malformed_header' };
        }
        const answer = json === undefined ? text : JSON.stringify(filledMembers);
        return {
            answer: { status, headers: { ...NEVER_RENDERED, ...contentType, ...filledHeaders }, body: answer },
        };
    };
}
function compileTexts(texts, compile) {
    return Object.entries(texts).map(([name, template]) => [name, compile(template)]);
}
function fillTexts(texts, view) {
    const filled = texts.map(([name, text]) => [name, text(view)]);
    return filled.every((entry) => entry[1] !== null)
        ? Object.fromEntries(filled)
        : null;
}
/** The address to visit must be https, on a host the profile names, without user or port: it comes from the request. */
function compileVisit(action, config) {
    if (action === undefined) {
        return (_view, outcome) => outcome;
    }
    const locator = parseLocator(action.get);
    const member = action.get.slice(action.get.lastIndexOf('/') + 1);
    const hosts = new RegExp(action.hosts);
    const wanted = fillSetting(action.when, config) === true;
    return (view, outcome) => {
        const url = readText(locator, view);
        if ('refused' in outcome) {
            return outcome;
        }
        return typeof url === 'string' && isAddressOn(url, hosts)
            ? { answer: { ...outcome.answer, visit: { url, member, wanted } } }
            : { refused: 'bad_subscribe_url' };
    };
}
/** Whether a text is an https address on such a host, without user info, port or anything a parser would mend. */
export function isAddressOn(text, hosts) {
    const url = URL.canParse(text) ? new URL(text) : null;
    return (url !== null &&
        url.protocol === 'https:' &&
        url.username === '' &&
        url.password === '' &&
        url.port === '' &&
        hosts.test(url.hostname) &&
        text.startsWith(`https://${url.hostname}/`));
}
//# sourceMappingURL=handshake.js.map
/** What a JSON Schema cannot say about a document. */
import ipaddr from 'ipaddr.js';
import { checkBlastRadius } from './blast-radius-schema.js';
import { checkCallback } from './callback/check-callback.js';
import { checkLength, DAY_MS } from './check-length.js';
import { reportingFailure } from './check-references.js';
import { parseDuration } from './duration.js';
import { compileTemplate } from './expression/template.js';
import { checkParameters } from './parameters/check-parameters.js';
import { pointer } from './pointer.js';
import { rawList, rawMap, rawText } from './raw.js';
import { checkCaller } from './response/check-caller.js';
import { checkResponse } from './response/check-response.js';
import { checkReach } from './tasks/check-reach.js';
import { checkTasks } from './tasks/check-tasks.js';
/** Longest that one attempt of an execution may take. */
export const MAX_TIMEOUT_MS = 7 * DAY_MS;
/** Windows requests are counted in. */
export const MIN_WINDOW_MS = 1000;
export const MAX_WINDOW_MS = DAY_MS;
/** How long executions are kept; the longest is that of RETENTION_DAYS. */
const MIN_RETENTION_MS = DAY_MS / 24;
const MAX_RETENTION_MS = 3650 * DAY_MS;
export function checkRules(document, report) {
    const raw = rawMap(document);
    const triggers = rawList(raw['triggers']).map(rawMap);
    checkUnique(triggers, 'triggers', report);
    checkTasks(raw, report);
    checkReach(raw, report);
    checkLength(raw['timeout'], '/timeout', MAX_TIMEOUT_MS, report);
    checkWindow(raw['limits'], '/limits', report);
    checkBlastRadius(raw['blastRadius'], '/blastRadius', report);
    checkRetention(raw['retention'], report);
    for (const [index, trigger] of triggers.entries()) {
        if (trigger['type'] === 'webhook') {
            checkProofs(trigger, pointer(['triggers', index]), report);
            checkParameters(trigger, pointer(['triggers', index]), report);
            checkWindow(trigger['limits'], pointer(['triggers', index, 'limits']), report);
            checkCaller(trigger, pointer(['triggers', index]), report);
            checkCallback(trigger, pointer(['triggers', index]), report);
        }
    }
    checkResponse(raw, report);
}
function checkUnique(members, list, report) {
    const seen = new Set();
    for (const [index, member] of members.entries()) {
        const id = rawText(member['id']);
        if (id !== undefined && seen.has(id)) {
            report.fault(pointer([list, index, 'id']), `'${id}' is already the id of another of the ${list}`);
        }
        seen.add(id ?? '');
    }
}
function checkRetention(retention, report) {
    const ms = parseDuration(rawText(retention) ?? '');
    if (ms !== undefined && (ms < MIN_RETENTION_MS || ms > MAX_RETENTION_MS)) {
        report.fault('/retention', 'must be at least 1h and at most 3650d');
    }
}
function checkWindow(limits, place, report) {
    const ms = parseDuration(rawText(rawMap(rawMap(limits)['requests'])['per']) ?? '');
    if (ms !== undefined && (ms < MIN_WINDOW_MS || ms > MAX_WINDOW_MS)) {
        report.fault(`${place}/requests/per`, 'must be at least 1s and at most 1d');
    }
}
function checkProofs(trigger, place, report) {
    const proofs = ['verify', 'token', 'key', 'ip'].filter((name) => trigger[name] !== undefined);
    if (proofs.length === 0 && trigger['open'] !== true) {
        report.fault(place, 'anyone could call this: give verify, token, key or ip, or say open: true', {
            atKey: true,
        });
    }
    if (proofs.length > 0 && trigger['open'] === true) {
        report.warn(`${place}/open`, `open: true changes nothing beside ${proofs.join(' and ')}, which still must hold`);
    }
    checkSecrets(rawMap(trigger['verify'])['secrets'], `${place}/verify/secrets`, report);
    checkSecrets(rawMap(trigger['token'])['secrets'], `${place}/token/secrets`, report);
    checkSecret(trigger['key'], `${place}/key`, report);
    checkSecret(rawMap(trigger['callback'])['secret'], `${place}/callback/secret`, report);
    for (const [index, range] of rawList(trigger['ip']).entries()) {
        if (typeof range === 'string' && !isRange(range)) {
            report.fault(pointer(['ip', index], place), 'must be an IP address or a range such as 203.0.113.0/24');
        }
    }
}
const SECRET_CALL = /^\s*secret\(\s*(?:'[^']*'|"[^"]*")\s*\)\s*$/;
/** Secrets of a sender are named, not computed: `{{ secret('X') }}`, with plain text around it at most. */
function checkSecrets(value, place, report) {
    for (const [index, secret] of rawList(value).entries()) {
        checkSecret(secret, pointer([index], place), report);
    }
}
function checkSecret(secret, place, report) {
    if (typeof secret !== 'string' || secret === '') {
        return; // the schema says so
    }
    const sources = reportingFailure(place, report, () => compileTemplate(secret).expressions.map(({ expression }) => expression.source));
    if (sources?.length === 0) {
        report.warn(place, "this secret stands in the document for all to read, use {{ secret('NAME') }}");
    }
    else if (sources?.some((source) => !SECRET_CALL.test(source))) {
        report.fault(place, "only secret('NAME') can be used here");
    }
}
function isRange(text) {
    const slash = text.indexOf('/');
    return slash < 0 ? isFullAddress(text) : isFullAddress(text.slice(0, slash)) && ipaddr.isValidCIDR(text);
}
/** Four full numbers for IPv4; the short and octal forms that old systems read differently are not taken. */
function isFullAddress(text) {
    return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}
//# sourceMappingURL=check-rules.js.map
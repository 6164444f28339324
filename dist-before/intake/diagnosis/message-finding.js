import { createHash } from 'node:crypto';
import { isOver, messageRules } from '../verification/http-signature-check.js';
import { headerLines } from '../verification/raw-request.js';
import { parseByteSequences, parseInnerLists } from '../verification/structured-fields.js';
import { bodyHint } from './body-variants.js';
import { shown, someOf } from './shape.js';
import { timeFinding } from './time-finding.js';
/**
 * Why an HTTP message signature (RFC 9421) was refused; of several, the first is looked at. Throws VerifierRefused when
 * the endpoint's settings do not make a check.
 */
export function messageFinding(check, delivery, view) {
    const { secrets, config } = delivery.endpoint;
    const rules = messageRules(check, secrets, config);
    const [input = ''] = headerLines(view.request.rawHeaders, 'signature-input');
    const [covered] = parseInnerLists(input)?.values() ?? [];
    const expected = `the headers \`signature-input\` and \`signature\`, covering ${someOf(rules.components, 6)}`;
    return covered === undefined
        ? { expected, came: cameOf(view), hints: [] }
        : { expected, came: describe(covered), hints: [], ...ruleFinding(rules, covered, delivery, view) };
}
function ruleFinding(rules, covered, { reason, now }, view) {
    switch (reason) {
        case 'unknown_key':
            return { expected: `a keyid out of ${someOf([...rules.keys.keys()], 4)}` };
        case 'alg_not_allowed':
            return { hints: ['The algorithm is the one of the configured key, whatever the message says.'] };
        case 'missing_component':
            return { hints: componentHints(rules.components, covered) };
        case 'missing_timestamp':
        case 'bad_timestamp':
        case 'timestamp_too_old':
        case 'timestamp_too_new':
            return createdFinding(covered, rules, now);
        case 'body_hash_mismatch':
            return digestFinding(view);
        case 'bad_signature':
            return { hints: SIGNATURE_HINTS };
        default:
            return {};
    }
}
const SIGNATURE_HINTS = [
    'A covered header was changed on its way, the key is another one, or the sender signed another address:',
    '`@target-uri` and `@authority` are taken from the configured url, not from the request.',
];
function cameOf(view) {
    return ['signature-input', 'signature']
        .map((name) => {
        const { length } = headerLines(view.request.rawHeaders, name);
        return `\`${name}\` ${length === 0 ? 'did not come' : length === 1 ? 'came' : `came ${length} times`}`;
    })
        .join(', ');
}
function describe(covered) {
    const parameter = (name) => {
        const value = covered.parameters.get(name);
        return typeof value === 'string' ? `\`${shown(value, 40)}\`` : value === undefined ? 'none' : 'no text';
    };
    const items = covered.items.map(({ value }) => value);
    return `a signature covering ${items.length === 0 ? 'nothing' : someOf(items, 6)}; keyid ${parameter('keyid')}, alg ${parameter('alg')}`;
}
function componentHints(components, covered) {
    const missing = components.filter((name) => !covered.items.some(({ value }) => value === name));
    return [
        missing.length === 0
            ? 'It covers something that is not in the request, or twice, or with parameters that are not read.'
            : `It does not cover ${someOf(missing, 6)}.`,
    ];
}
function createdFinding(covered, { past, future }, now) {
    const expected = `\`created\` in seconds since 1970, at most ${past} s old and ${future} s ahead`;
    const created = covered.parameters.get('created');
    if (typeof created !== 'number') {
        return { expected, came: created === undefined ? 'no `created`' : '`created` that is no number' };
    }
    const expires = covered.parameters.get('expires');
    const hasExpired = typeof expires === 'number' && isOver(expires, now);
    const { came, hints, skewSeconds } = timeFinding(String(created), 's', now);
    return { expected, came, hints: hasExpired ? ['Its own `expires` is over.'] : hints, skewSeconds };
}
function digestFinding(view) {
    const digests = parseByteSequences(headerLines(view.request.rawHeaders, 'content-digest').join(', '));
    const known = ['sha-256', 'sha-512'].flatMap((name) => {
        const digest = digests?.get(name);
        return digest === undefined ? [] : [{ alg: name.replace('-', ''), digest }];
    });
    const fits = (bytes) => known.length > 0 &&
        known.every(({ alg, digest }) => createHash(alg).update(bytes).digest().equals(digest));
    return {
        expected: '`content-digest` with the SHA-256 or SHA-512 of the body (RFC 9530)',
        came: `${known.length === 0 ? 'no digest of a known kind' : 'a digest of another body'}; a body of ${view.request.body.length} bytes`,
        hints: [
            bodyHint(view.request.body, fits) ??
                'The body was changed on its way, or the digest is of its content before coding.',
        ],
    };
}
//# sourceMappingURL=message-finding.js.map
import { readText } from '../verification/locator.js';
import { isNamed } from '../verification/raw-request.js';
import { RequestView } from '../verification/request-view.js';
import { findSetting } from '../verification/settings.js';
import { compileContent } from '../verification/signed-content.js';
import { parseTemplate } from '../verification/template.js';
import { headerNames, placeName } from './arrival.js';
import { bodyVariants, rewritten } from './body-variants.js';
import { keysOf, keyVariants } from './key-variants.js';
const MOST_SECRETS = 4;
/** Secrets that are tried with texts other than the profile's. */
const MOST_CHANGED_SECRETS = 2;
/** Attempts, the likeliest mistakes first. Made one by one as they are asked for. */
export function* attemptsAt(riddle) {
    const { rules, secrets, retired, request, ts } = riddle;
    const live = secrets.slice(0, MOST_SECRETS);
    const plain = { hint: '', alg: rules.alg, ts, request, content: contentOf(riddle, rules.content) };
    for (const key of live.flatMap((secret) => keysOf(secret, rules.key))) {
        yield { ...plain, key };
    }
    for (const [index, secret] of retired.slice(0, MOST_SECRETS).entries()) {
        for (const key of keysOf(secret, rules.key)) {
            yield { ...plain, key, hint: retiredHint(index) };
        }
    }
    for (const secret of live) {
        for (const { how, bytes } of keyVariants(secret, rules.key)) {
            yield { ...plain, key: bytes, hint: secretHint(how) };
        }
    }
    const keys = live.slice(0, MOST_CHANGED_SECRETS).flatMap((secret) => keysOf(secret, rules.key));
    for (const change of changesOf(riddle)) {
        yield* keys.map((key) => ({ ...plain, ...change, key }));
    }
}
export function retiredHint(index) {
    return `The secret is a retired one, number ${index}: the sender was not given the new secret.`;
}
export function secretHint(how) {
    return `It would fit if the secret were taken ${how}: sender and profile must use it alike.`;
}
function* changesOf(riddle) {
    yield* otherAlgorithms(riddle);
    yield* otherTimes(riddle);
    yield* otherIds(riddle);
    yield* otherAddresses(riddle);
    yield* otherTexts(riddle);
    if (parseTemplate(riddle.rules.content).some(({ kind }) => kind === 'body')) {
        for (const { what, bytes } of bodyVariants(riddle.request.body)) {
            yield { hint: rewritten(what), request: { ...riddle.request, body: bytes } };
        }
    }
}
const BYTES_OF = {
    'hmac-sha1': 20,
    'hmac-sha256': 32,
    'hmac-sha384': 48,
    'hmac-sha512': 64,
    sha256: 32,
    ed25519: 64,
};
/** Bytes of a signature. */
export function lengthOf(alg) {
    return BYTES_OF[alg];
}
/** Those that the length speaks for. */
function* otherAlgorithms({ rules, readings }) {
    const lengths = readings.map(({ bytes }) => bytes.length);
    const others = ['hmac-sha1', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512'];
    for (const alg of others) {
        if (lengths.includes(lengthOf(alg)) && alg !== rules.alg && rules.alg !== 'ed25519') {
            yield { hint: `It was made with ${alg}, and ${rules.alg} is expected.`, alg };
        }
    }
}
function* otherTimes({ rules, request, ts }) {
    if (rules.time === undefined) {
        return;
    }
    if (/^\d{10}$/.test(ts)) {
        yield {
            hint: 'It was made with the time in milliseconds, and the one that came is in seconds.',
            ts: `${ts}000`,
        };
    }
    else if (/^\d{13}$/.test(ts)) {
        yield {
            hint: 'It was made with the time in seconds, and the one that came is in milliseconds.',
            ts: ts.slice(0, -3),
        };
    }
    const own = rules.time.from.replace(/^header:/, '');
    for (const [name, value] of headersLike(request, /time|date/, own)) {
        yield { hint: `It was made with the time of ${placeName(`header:${name}`)}.`, ts: value };
    }
}
function* otherIds({ rules, request }) {
    const view = new RequestView(request);
    for (const part of parseTemplate(rules.content)) {
        const own = part.kind === 'value' && part.locator.at === 'header' ? part.locator : null;
        if (own !== null && readText(own, view) !== null) {
            for (const [name, value] of headersLike(request, /id$/, own.name)) {
                yield {
                    hint: `It was made with ${placeName(`header:${name}`)} in place of \`${own.name}\`.`,
                    request: withHeader(request, own.name, value),
                };
            }
        }
    }
}
/** The address a sender was given and the one it signs differ in little things. */
function* otherAddresses(riddle) {
    const url = findSetting(riddle.config, 'url');
    if (typeof url !== 'string' || !riddle.rules.content.includes('{config.url}')) {
        return;
    }
    const [address = '', ...query] = url.split('?');
    const addresses = [
        [
            'with a slash more or less at its end',
            [address.replace(/\/$/, '') + (address.endsWith('/') ? '' : '/'), ...query].join('?'),
        ],
        ['without its query', address],
        [
            'with the other scheme',
            url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:'),
        ],
    ];
    for (const [how, other] of addresses) {
        const config = { ...riddle.config, url: other };
        yield {
            hint: `It was made with the configured url ${how}: configure the address exactly as the sender has it.`,
            content: contentOf({ ...riddle, config }, riddle.rules.content),
        };
    }
}
/** Parts that senders forget. */
function* otherTexts(riddle) {
    const texts = riddle.rules.time === undefined ? ['{body}'] : ['{body}', '{ts}.{body}'];
    for (const text of texts.filter((each) => each !== riddle.rules.content)) {
        yield {
            hint: `It covers \`${text}\`, and \`${riddle.rules.content}\` is expected.`,
            content: contentOf(riddle, text),
        };
    }
}
function contentOf({ config, queryHash }, template) {
    return compileContent(template, config, queryHash);
}
function headersLike(request, pattern, own) {
    return headerNames(request)
        .map((name, at) => [name, request.rawHeaders[at * 2 + 1] ?? ''])
        .filter(([name, value]) => pattern.test(name) && name !== own && value !== '' && value.length <= 200)
        .slice(0, 3);
}
function withHeader(request, name, value) {
    const kept = request.rawHeaders.filter((_each, at) => !isNamed(request.rawHeaders[at - (at % 2)], name));
    return { ...request, rawHeaders: [...kept, name, value] };
}
//# sourceMappingURL=signature-attempts.js.map
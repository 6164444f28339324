import { readText } from '../verification/locator.js';
import type { SignatureAlgorithm } from '../verification/profile.js';
import { isNamed, type RawRequest } from '../verification/raw-request.js';
import { RequestView } from '../verification/request-view.js';
import { findSetting, type EndpointConfig } from '../verification/settings.js';
import type { SignatureRules } from '../verification/signature-rules.js';
import { compileContent, type SignedContent } from '../verification/signed-content.js';
import { parseTemplate } from '../verification/template.js';
import { headerNames, placeName } from './arrival.js';
import { bodyVariants, rewritten } from './body-variants.js';
import { keysOf, keyVariants } from './key-variants.js';
import type { Reading } from './signature-readings.js';

/** A signature that did not match, with everything it may have been made from. */
export interface Riddle {
  rules: SignatureRules;
  queryHash: string | undefined;
  config: EndpointConfig;
  secrets: readonly string[];
  retired: readonly string[];
  request: RawRequest;
  /** The timestamp as received; empty where none is signed. */
  ts: string;
  readings: readonly Reading[];
}

/** How the text that is signed differs from what the profile says. */
interface Change {
  hint: string;
  alg?: SignatureAlgorithm;
  ts?: string;
  request?: RawRequest;
  content?: SignedContent;
}

/** One signature to compute; an empty hint stands for exactly what the profile says. */
export interface Attempt extends Required<Change> {
  key: Buffer;
}

const MOST_SECRETS = 4;
/** Secrets that are tried with texts other than the profile's. */
const MOST_CHANGED_SECRETS = 2;

/** Attempts, the likeliest mistakes first. Made one by one as they are asked for. */
export function* attemptsAt(riddle: Riddle): Generator<Attempt> {
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

export function retiredHint(index: number): string {
  return `The secret is a retired one, number ${index}: the sender was not given the new secret.`;
}

export function secretHint(how: string): string {
  return `It would fit if the secret were taken ${how}: sender and profile must use it alike.`;
}

function* changesOf(riddle: Riddle): Generator<Change> {
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

const BYTES_OF: Readonly<Record<SignatureAlgorithm, number>> = {
  'hmac-sha1': 20,
  'hmac-sha256': 32,
  'hmac-sha384': 48,
  'hmac-sha512': 64,
  sha256: 32,
  ed25519: 64,
};

/** Bytes of a signature. */
export function lengthOf(alg: SignatureAlgorithm): number {
  return BYTES_OF[alg];
}

/** Those that the length speaks for. */
function* otherAlgorithms({ rules, readings }: Riddle): Generator<Change> {
  const lengths = readings.map(({ bytes }) => bytes.length);
  const others = ['hmac-sha1', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const;
  for (const alg of others) {
    if (lengths.includes(lengthOf(alg)) && alg !== rules.alg && rules.alg !== 'ed25519') {
      yield { hint: `It was made with ${alg}, and ${rules.alg} is expected.`, alg };
    }
  }
}

function* otherTimes({ rules, request, ts }: Riddle): Generator<Change> {
  if (rules.time === undefined) {
    return;
  }
  if (/^\d{10}$/.test(ts)) {
    yield {
      hint: 'It was made with the time in milliseconds, and the one that came is in seconds.',
      ts: `${ts}000`,
    };
  } else if (/^\d{13}$/.test(ts)) {
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

function* otherIds({ rules, request }: Riddle): Generator<Change> {
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
function* otherAddresses(riddle: Riddle): Generator<Change> {
  const url = findSetting(riddle.config, 'url');
  if (typeof url !== 'string' || !riddle.rules.content.includes('{config.url}')) {
    return;
  }
  const [address = '', ...query] = url.split('?');
  const addresses: readonly (readonly [string, string])[] = [
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
function* otherTexts(riddle: Riddle): Generator<Change> {
  const texts = riddle.rules.time === undefined ? ['{body}'] : ['{body}', '{ts}.{body}'];
  for (const text of texts.filter((each) => each !== riddle.rules.content)) {
    yield {
      hint: `It covers \`${text}\`, and \`${riddle.rules.content}\` is expected.`,
      content: contentOf(riddle, text),
    };
  }
}

function contentOf({ config, queryHash }: Riddle, template: string): SignedContent {
  return compileContent(template, config, queryHash);
}

function headersLike(request: RawRequest, pattern: RegExp, own: string): [string, string][] {
  return headerNames(request)
    .map((name, at): [string, string] => [name, request.rawHeaders[at * 2 + 1] ?? ''])
    .filter(([name, value]) => pattern.test(name) && name !== own && value !== '' && value.length <= 200)
    .slice(0, 3);
}

function withHeader(request: RawRequest, name: string, value: string): RawRequest {
  const kept = request.rawHeaders.filter((_each, at) => !isNamed(request.rawHeaders[at - (at % 2)]!, name));
  return { ...request, rawHeaders: [...kept, name, value] };
}

/** Requests as bytes, and what may go wrong with them on their way or by intent: for fuzzing the hook door. */
import * as fc from 'fast-check';

/** A request before it is broken; text is latin-1. */
export interface Draft {
  readonly method: string;
  readonly target: string;
  /** `name: value`, without those of the framing. */
  readonly lines: readonly string[];
  readonly body: Buffer;
}

export interface Written {
  readonly bytes: Buffer;
  /** Whether the server can tell where it ends; else the sender has to hang up. */
  readonly isWhole: boolean;
}

export type BodyMutation =
  | { readonly kind: 'flip'; readonly at: number; readonly by: number }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'replace'; readonly text: string };

type LineMutation =
  | { readonly kind: 'line'; readonly at: number; readonly line: string }
  | { readonly kind: 'again'; readonly at: number }
  | { readonly kind: 'drop'; readonly at: number }
  | { readonly kind: 'value'; readonly at: number; readonly value: string };

type HeadMutation =
  | LineMutation
  | { readonly kind: 'method'; readonly text: string }
  | { readonly kind: 'target'; readonly text: string };

type Framing = (typeof FRAMINGS)[number];

export interface Mutation {
  readonly body: readonly BodyMutation[];
  readonly head: readonly HeadMutation[];
  readonly framing: Framing;
  /** Of the whole request: bytes changed, and how much of it is sent. */
  readonly wire: readonly { readonly at: number; readonly to: number }[];
  readonly sent: number | null;
}

const DEEP = 200_000;
/** Bodies that parsers of the world have stumbled over. */
const BODIES = [
  '',
  ' ',
  'null',
  '0',
  '"',
  '{',
  '{}',
  '[]',
  '\ufeff{}',
  '['.repeat(DEEP),
  '{"a":'.repeat(DEEP),
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  `{"a":"${'x'.repeat(200_000)}"}`,
  `[${'1,'.repeat(100_000)}1]`,
  `{"n":1e999,"m":-1e-999,"big":${'9'.repeat(5000)}}`,
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  '{"type":"a","type":"b"}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '{"data":{"events":[null,1,"x",{},[]]}}',
  '{"type":{},"id":[],"userId":{"a":1}}',
  'a=b&a=c&__proto__=1&%zz=%ff&='.repeat(50),
  '&'.repeat(50_000),
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
  '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
  'eyJhbGciOiJub25lIn0.e30.',
  '\u0000\u0001\u0002\u00ff',
];
const LINES = [
  'content-type: application/json; charset=utf-16',
  'content-type: application/x-www-form-urlencoded',
  'content-type: multipart/form-data; boundary=x',
  'content-type: application/xml',
  'content-type: ;;;',
  'content-encoding: gzip',
  'content-encoding: br, gzip, deflate',
  'content-encoding: identity',
  'content-encoding: nonsense',
  'expect: 100-continue',
  'expect: nonsense',
  'connection: upgrade, close',
  'upgrade: websocket',
  'trailer: webhook-signature',
  'host: other.example',
  'host:',
  'x-forwarded-for: 127.0.0.1, , nonsense, ::1%eth0',
  'x-forwarded-for: ' + '1.1.1.1,'.repeat(2000),
  'authorization: Bearer',
  'authorization: Basic ====',
  'authorization: Digest username="a"',
  'webhook-signature: v1,',
  `webhook-signature: ${'v1,AAAA '.repeat(2000)}`,
  'webhook-timestamp: 99999999999999999999',
  'webhook-timestamp: -1',
  'webhook-timestamp: NaN',
  'webhook-id: ' + 'x'.repeat(8000),
  'signature: sig1=::',
  'signature-input: sig1=("@method" "@nothing");created=1;keyid="',
  'digest: SHA-256=',
  'traceparent: 00-00000000000000000000000000000000-0000000000000000-ff',
  'prefer: wait=99999999999, respond-async, ,',
  'idempotency-key: ' + '\u00ff'.repeat(300),
  'cookie: a=b; a=b',
  'x-odd:\tvalue\twith\ttabs',
  'x-high: \u00e9\u00ff',
  'x-empty:',
  ' folded: continues the line before',
  'no colon at all',
  ': no name',
  'sp ace: in the name',
  'x-nul: a\u0000b',
  'x-cr: a\rb',
  `x-long: ${'y'.repeat(40_000)}`,
  'transfer-encoding: gzip',
  'content-length: 0x10',
  'content-length: +5',
];
const FRAMINGS = [
  'length',
  'chunked',
  'bad-chunks',
  'endless-chunks',
  'both',
  'none',
  'long',
  'short',
] as const;

const at = fc.nat(1_000_000);
const bodyMutation: fc.Arbitrary<BodyMutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at, length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }),
  }),
  fc.record({ kind: fc.constant('replace' as const), text: fc.constantFrom(...BODIES) }),
);
const headMutation: fc.Arbitrary<HeadMutation> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('line' as const), at, line: fc.constantFrom(...LINES) }),
  },
  fc.record({ kind: fc.constant('again' as const), at }),
  fc.record({ kind: fc.constant('drop' as const), at }),
  fc.record({
    kind: fc.constant('value' as const),
    at,
    value: fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  }),
  fc.record({
    kind: fc.constant('method' as const),
    text: fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'BREW', 'post', ''),
  }),
  fc.record({
    kind: fc.constant('target' as const),
    text: fc.constantFrom(
      '/',
      '?',
      '?a=%',
      '?a=%ff&a',
      '/../x',
      '%00',
      '#x',
      '?__proto__=1',
      `?${'q'.repeat(9000)}`,
    ),
  }),
);

/** What becomes of the body alone, its framing intact. */
export const bodyMutations: fc.Arbitrary<readonly BodyMutation[]> = fc.array(bodyMutation, {
  minLength: 1,
  maxLength: 3,
});

export const mutations: fc.Arbitrary<Mutation> = fc.record({
  body: fc.array(bodyMutation, { maxLength: 2 }),
  head: fc.array(headMutation, { maxLength: 3 }),
  framing: fc.oneof({ weight: 5, arbitrary: fc.constant('length' as const) }, fc.constantFrom(...FRAMINGS)),
  wire: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    fc.array(fc.record({ at, to: fc.nat(255) }), { maxLength: 3 }),
  ),
  sent: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, at),
});

export function mutateBody(body: Buffer, all: readonly BodyMutation[]): Buffer {
  return all.reduce((bytes: Buffer, mutation) => {
    if (mutation.kind === 'replace') {
      return Buffer.from(mutation.text, 'utf8');
    }
    const place = mutation.at % (bytes.length + 1);
    const before = bytes.subarray(0, place);
    if (mutation.kind === 'insert') {
      return Buffer.concat([before, mutation.bytes, bytes.subarray(place)]);
    }
    if (mutation.kind === 'cut') {
      return Buffer.concat([before, bytes.subarray(place + mutation.length)]);
    }
    const changed = Buffer.from(bytes);
    if (place < changed.length) {
      changed[place] = changed[place]! ^ mutation.by;
    }
    return changed;
  }, body);
}

export function writeRequest(draft: Draft, mutation: Mutation): Written {
  const { method, target, lines } = mutation.head.reduce(mutateHead, draft);
  const body = mutateBody(draft.body, mutation.body);
  const framed = frame(body, mutation.framing);
  const head = `${method} ${target} HTTP/1.1\r\n${[...lines, ...framed.lines, 'connection: close'].join('\r\n')}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head, 'latin1'), framed.bytes]);
  for (const { at: place, to } of mutation.wire) {
    bytes[place % bytes.length] = to;
  }
  const sent = mutation.sent === null ? bytes : bytes.subarray(0, mutation.sent % bytes.length);
  return {
    bytes: sent,
    isWhole:
      mutation.framing === 'length' && mutation.head.length + mutation.wire.length === 0 && sent === bytes,
  };
}

function mutateHead(draft: Draft, mutation: HeadMutation): Draft {
  switch (mutation.kind) {
    case 'method':
      return { ...draft, method: mutation.text };
    case 'target':
      return { ...draft, target: draft.target + mutation.text };
    default:
      return { ...draft, lines: mutateLines([...draft.lines], mutation) };
  }
}

function mutateLines(lines: string[], mutation: LineMutation): string[] {
  const place = mutation.at % (lines.length + 1);
  const line = lines[place] ?? 'x-last: line';
  if (mutation.kind === 'line') {
    lines.splice(place, 0, mutation.line);
  } else if (mutation.kind === 'value') {
    lines.splice(place, 1, `${line.split(':', 1)[0]}: ${mutation.value}`);
  } else {
    lines.splice(place, 1, ...(mutation.kind === 'again' ? [line, line] : []));
  }
  return lines;
}

function frame(
  body: Buffer,
  framing: Framing,
): { readonly lines: readonly string[]; readonly bytes: Buffer } {
  const length = (bytes: number): string => `content-length: ${bytes}`;
  const chunked = 'transfer-encoding: chunked';
  const chunk = Buffer.concat([
    Buffer.from(`${body.length.toString(16)};x="y"\r\n`),
    body,
    Buffer.from('\r\n'),
  ]);
  const end = Buffer.from('0\r\nx-trailer: 1\r\n\r\n');
  switch (framing) {
    case 'length':
      return { lines: [length(body.length)], bytes: body };
    case 'chunked':
      return { lines: [chunked], bytes: body.length === 0 ? end : Buffer.concat([chunk, end]) };
    case 'bad-chunks':
      return { lines: [chunked], bytes: Buffer.concat([Buffer.from('zz\r\n'), body]) };
    case 'endless-chunks':
      return { lines: [chunked], bytes: Buffer.concat([Buffer.from('fffffffff\r\n'), body]) };
    case 'both':
      return { lines: [length(body.length), chunked], bytes: Buffer.concat([chunk, end]) };
    case 'none':
      return { lines: [], bytes: body };
    case 'long':
      return { lines: [length(body.length + 100)], bytes: body };
    case 'short':
      return { lines: [length(Math.floor(body.length / 2))], bytes: body };
  }
}

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  aDraft,
  diagnosed,
  github,
  type Mistake,
  one,
  OTHER_SECRET,
  SECRET,
  signedFor,
  standard,
  stripe,
  withValue,
} from '../../../test/fixtures/senders/mistake.js';
import { NOW } from '../../../test/fixtures/senders/request.js';
import type { DraftRequest } from '../signing/draft-request.js';

/** Changes the text of the signature, whatever stands before it. */
const signature =
  (name: string, prefix: string, change: (text: string) => string) =>
  (draft: DraftRequest): DraftRequest =>
    withValue(draft, name, (value) => prefix + change(value.slice(prefix.length)));
const hub = (change: (text: string) => string): Mistake['spoil'] =>
  signature('x-hub-signature-256', 'sha256=', change);
const body =
  (change: (text: string) => string | Buffer) =>
  (draft: DraftRequest): DraftRequest => ({
    ...draft,
    body: Buffer.from(change(draft.body.toString('utf8')) as string),
  });
const hexTo =
  (enc: 'base64' | 'base64url') =>
  (text: string): string =>
    Buffer.from(text, 'hex').toString(enc);
/** Signs by hand, for senders that do what no profile says. */
const handmade =
  (algorithm: string, key: string | Buffer, text: (draft: DraftRequest) => string) =>
  (draft: DraftRequest): DraftRequest =>
    withValue(
      draft,
      'x-hub-signature-256',
      () => `sha256=${createHmac(algorithm, key).update(text(draft)).digest('hex')}`,
    );
const textOf = (draft: DraftRequest): string => draft.body.toString('utf8');

describe('a signature in the wrong form', () => {
  it.each<[string, Mistake, RegExp]>([
    ['base64 for hex', { ...github, spoil: hub(hexTo('base64')) }, /written as base64, and lower-case hex/],
    ['base64url for hex', { ...github, spoil: hub(hexTo('base64url')) }, /and lower-case hex is expected/],
    ['capitals', { ...github, spoil: hub((text) => text.toUpperCase()) }, /hex with capitals/],
    [
      'hex for base64',
      {
        ...standard,
        spoil: signature('webhook-signature', 'v1,', (text) => Buffer.from(text, 'base64').toString('hex')),
      },
      /written as lower-case hex, and base64 with its padding/,
    ],
    [
      'no padding',
      { ...standard, spoil: signature('webhook-signature', 'v1,', (text) => text.replace(/=+$/, '')) },
      /without its padding|base64url/,
    ],
    [
      'hex text in base64',
      {
        preset: 'shopify',
        endpoint: one('hush-hush-1'),
        spoil: signature('x-shopify-hmac-sha256', '', (text) =>
          Buffer.from(Buffer.from(text, 'base64').toString('hex')).toString('base64'),
        ),
      },
      /base64 of hex text/,
    ],
    [
      'no prefix',
      { ...github, spoil: (draft) => withValue(draft, 'x-hub-signature-256', (value) => value.slice(7)) },
      /no prefix, and `sha256=` is expected/,
    ],
    [
      'another version',
      {
        ...standard,
        spoil: (draft) => withValue(draft, 'webhook-signature', (value) => value.replace('v1,', 'v2,')),
      },
      /prefix `v2,`, and `v1,`/,
    ],
    ['quotes', { ...github, spoil: hub((text) => `"${text}"`) }, /something stands around it/],
  ])('%s', async (_what, mistake, hint) => {
    expect((await diagnosed(mistake)).hints.join(' ')).toMatch(hint);
  });

  it('is told by its shape alone', async () => {
    const { expected, came } = await diagnosed({ ...github, spoil: hub((text) => text.toUpperCase()) });

    expect(expected).toBe(
      'the header `x-hub-signature-256` with `sha256=` and HMAC-SHA256 as lower-case hex, over `{body}`',
    );
    expect(came).toBe(
      'the header `x-hub-signature-256`: `sha256=` and 64 characters of upper-case hex; a body of 49 bytes',
    );
  });
});

describe('a body that was changed between signing and arrival', () => {
  const value = { type: 'user.created', name: 'Zoë', ids: [1, 2] };
  it.each<[string, Mistake, RegExp]>([
    [
      'to an indented form',
      { ...github, spoil: body((text) => JSON.stringify(JSON.parse(text), null, 3)) },
      /compact JSON/,
    ],
    [
      'from 2 spaces',
      {
        ...github,
        draft: { body: Buffer.from(JSON.stringify(value, null, 2)) },
        spoil: body(() => JSON.stringify(value)),
      },
      /indented by 2/,
    ],
    [
      'from 4 spaces',
      {
        ...github,
        draft: { body: Buffer.from(JSON.stringify(value, null, 4)) },
        spoil: body(() => JSON.stringify(value)),
      },
      /indented by 4/,
    ],
    [
      'from spaced JSON',
      {
        ...github,
        draft: { body: Buffer.from('{"a": [1, "x, \\n"], "ö": {}}') },
        spoil: body((text) => JSON.stringify(JSON.parse(text))),
      },
      /spaces after commas and colons/,
    ],
    [
      'from escaped JSON',
      { ...github, draft: { body: Buffer.from('{"a": "\\u00f6"}') }, spoil: body(() => '{"a":"ö"}') },
      /all but ASCII escaped/,
    ],
    [
      'by a line break added',
      { ...standard, spoil: body((text) => `${text}\n`) },
      /no line break at its end|compact/,
    ],
    [
      'by a line break lost',
      { ...standard, draft: { body: Buffer.from('text\n') }, spoil: body((text) => text.trim()) },
      /had a line break at its end/,
    ],
    [
      'by CRLF',
      {
        ...stripe,
        draft: { body: Buffer.from('a\nb\nc') },
        spoil: body((text) => text.replaceAll('\n', '\r\n')),
      },
      /LF line ends instead of CRLF/,
    ],
    [
      'by LF',
      {
        ...stripe,
        draft: { body: Buffer.from('a\r\nb') },
        spoil: body((text) => text.replaceAll('\r\n', '\n')),
      },
      /CRLF line ends instead of LF/,
    ],
    [
      'by a byte order mark',
      { ...github, draft: { body: Buffer.from('text') }, spoil: body((text) => `\ufeff${text}`) },
      /no byte order mark/,
    ],
    [
      'by a lost byte order mark',
      { ...github, draft: { body: Buffer.from('\ufefftext') }, spoil: body(() => 'text') },
      /had a byte order mark/,
    ],
    [
      'to latin-1',
      { ...github, spoil: (draft) => ({ ...draft, body: Buffer.from(textOf(draft), 'latin1') }) },
      /read as latin-1 and written as UTF-8/,
    ],
    [
      'from latin-1',
      { ...github, draft: { body: Buffer.from('Zoë', 'latin1') }, spoil: body(() => 'Zoë') },
      /written as latin-1/,
    ],
    [
      'and was signed as empty',
      { ...github, spoil: handmade('sha256', 'gh-secret-0', () => '') },
      /if the body were empty/,
    ],
  ])('%s', async (_how, mistake, hint) => {
    expect((await diagnosed(mistake)).hints.join(' ')).toMatch(hint);
  });

  it('is not looked into beyond 64 KiB', async () => {
    const big = Buffer.from(JSON.stringify({ text: 'x'.repeat(70_000) }));
    const { hints } = await diagnosed({ ...github, draft: { body: big }, spoil: body((text) => ` ${text}`) });

    expect(hints[0]).toMatch(/larger than 64 KiB/);
  });

  it('beyond recognition leaves two causes', async () => {
    const { hints } = await diagnosed({ ...github, spoil: body((text) => text.replace('Z', 'z')) });

    expect(hints).toEqual([expect.stringMatching(/another secret, or the body was changed/)]);
  });
});

describe('a secret used wrongly', () => {
  it.each<[string, Mistake, RegExp]>([
    [
      'undecoded',
      {
        ...github,
        endpoint: one(SECRET),
        preset: 'gitlab-signed',
        spoil: (draft) => resigned(draft, SECRET),
      },
      /as it is written, prefix and all, and not decoded/,
    ],
    [
      'undecoded, without its prefix',
      { ...standard, spoil: (draft) => resigned(draft, SECRET.slice(6)) },
      /without its prefix and not decoded/,
    ],
    [
      'decoded',
      {
        ...github,
        endpoint: one(SECRET),
        spoil: handmade('sha256', Buffer.from(SECRET.slice(6), 'base64'), textOf),
      },
      /decoded from base64/,
    ],
    [
      'decoded from hex',
      {
        ...github,
        endpoint: one('00ff00ff00ff'),
        spoil: handmade('sha256', Buffer.from('00ff00ff00ff', 'hex'), textOf),
      },
      /decoded from hex/,
    ],
    ['with a line break', { ...github, signedBy: one('gh-secret-0\n') }, /with a line break at its end/],
    ['with a space', { ...github, signedBy: one('gh-secret-0 ') }, /with a space at its end/],
    [
      'without the white space it is configured with',
      { ...github, endpoint: one(' gh-secret-0'), signedBy: one('gh-secret-0') },
      /without the white space around it/,
    ],
    [
      'after it was retired',
      {
        ...standard,
        signedBy: one(OTHER_SECRET),
        more: { retired: ['whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', OTHER_SECRET] },
      },
      /a retired one, number 1/,
    ],
    ['of somebody else', { ...standard, signedBy: one(OTHER_SECRET) }, /another secret/],
  ])('%s', async (_how, mistake, hint) => {
    expect((await diagnosed(mistake)).hints.join(' ')).toMatch(hint);
  });

  function resigned(draft: DraftRequest, key: string): DraftRequest {
    const header = (name: string): string => draft.headers.find(([each]) => each === name)![1];
    const text = `${header('webhook-id')}.${header('webhook-timestamp')}.${textOf(draft)}`;
    return withValue(
      draft,
      'webhook-signature',
      () => `v1,${createHmac('sha256', key).update(text).digest('base64')}`,
    );
  }
});

describe('another text or algorithm', () => {
  const ordinary = (draft: DraftRequest): DraftRequest => ({
    ...draft,
    headers: [...draft.headers, ['x-request-id', 'req_9'], ['x-sent-time', '1767225599']],
  });
  it.each<[string, Mistake, RegExp]>([
    [
      'SHA-1',
      { ...github, spoil: handmade('sha1', 'gh-secret-0', textOf) },
      /made with hmac-sha1, and hmac-sha256/,
    ],
    ['SHA-512', { ...github, spoil: handmade('sha512', 'gh-secret-0', textOf) }, /made with hmac-sha512/],
    [
      'a length of no algorithm',
      { ...github, spoil: hub((text) => text.slice(0, 32)) },
      /bytes long, and hmac-sha256 makes 32/,
    ],
    [
      'the id of another header',
      {
        ...standard,
        spoil: (draft) =>
          withValue(
            ordinary(
              signedFor('standard-webhooks', one(SECRET), {
                ...aDraft(),
                headers: [['webhook-id', 'req_9']],
              }),
            ),
            'webhook-id',
            () => draft.headers.find(([name]) => name === 'webhook-id')![1],
          ),
      },
      /made with the header `x-request-id` in place of `webhook-id`/,
    ],
    [
      'the time of another header',
      {
        ...standard,
        sentAt: new Date(NOW.getTime() - 1000),
        spoil: (draft) => withValue(ordinary(draft), 'webhook-timestamp', () => '1767225600'),
      },
      /time of the header `x-sent-time`/,
    ],
    [
      'the body alone',
      {
        preset: 'appwrite',
        endpoint: one('key-key-key', { url: 'https://h.example/a' }),
        spoil: (draft) =>
          withValue(draft, 'x-appwrite-webhook-signature', () =>
            createHmac('sha1', 'key-key-key').update(draft.body).digest('base64'),
          ),
      },
      /covers `\{body\}`/,
    ],
    [
      'another address',
      {
        preset: 'appwrite',
        endpoint: one('key-key-key', { url: 'https://h.example/a' }),
        signedBy: one('key-key-key', { url: 'https://h.example/a/' }),
      },
      /a slash more or less/,
    ],
    [
      'the address by http',
      {
        preset: 'twilio',
        endpoint: one('key-key-key', { url: 'https://h.example/a?b=1' }),
        signedBy: one('key-key-key', { url: 'http://h.example/a?b=1' }),
      },
      /other scheme/,
    ],
  ])('%s', async (_what, mistake, hint) => {
    expect((await diagnosed(mistake)).hints.join(' ')).toMatch(hint);
  });
});

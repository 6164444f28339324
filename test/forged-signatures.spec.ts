/** What attackers and careless senders do to a signed request, tried on every sender that signs with a key of its hook. */
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type Forged,
  headerOf,
  type Held,
  HOOK_URL,
  judge,
  swapCase,
  withBody,
  withHeader,
} from './fixtures/senders/forge.js';
import { presets } from './fixtures/senders/request.js';
import {
  type SignatureSender,
  SIGNATURE_SENDERS,
  SIGNED_AT,
  signedBy,
} from './fixtures/senders/signature-senders.js';

const labelled = SIGNATURE_SENDERS.map((sender) => [`${sender.preset} (${sender.proof})`, sender] as const);
const where = (
  filter: (sender: SignatureSender) => unknown,
): readonly (readonly [string, SignatureSender])[] => labelled.filter(([, sender]) => filter(sender));

const heldBy = ({ secret, config = {} }: SignatureSender, secrets: readonly string[] = [secret]): Held => ({
  secrets,
  config,
});
const ask = (sender: SignatureSender, forged: Forged, secrets?: readonly string[]): Promise<string> =>
  judge(sender.preset, heldBy(sender, secrets), forged);

/** The text of the signatures, wherever they stand. */
function proofOf(sender: SignatureSender, forged: Forged): string {
  return sender.proof === 'query' ? queryOf(forged).get('sign')! : headerOf(forged, sender.proof);
}

function withProof(sender: SignatureSender, forged: Forged, proof: string | null): Forged {
  return sender.proof === 'query'
    ? withQuery(forged, 'sign', proof)
    : withHeader(forged, sender.proof, proof);
}

const queryOf = (forged: Forged): URLSearchParams => new URL(forged.url!).searchParams;
function withQuery(forged: Forged, name: string, value: string | null): Forged {
  const query = queryOf(forged);
  if (value === null) {
    query.delete(name);
  } else {
    query.set(name, value);
  }
  return { ...forged, url: `${HOOK_URL}?${query.toString()}` };
}

/** The request with its signature twice, the good one first, last, and both times. */
function saidTwice(sender: SignatureSender, forged: Forged): Forged[] {
  const proof = proofOf(sender, forged);
  const pairs = [
    [proof, proof],
    [proof, 'x'],
    ['x', proof],
  ];
  return pairs.map(([first, second]) =>
    sender.proof === 'query'
      ? {
          ...withQuery(forged, 'sign', first!),
          url: `${withQuery(forged, 'sign', first!).url}&sign=${second!}`,
        }
      : withHeader(forged, sender.proof, [first!, second!]),
  );
}

/** The request with its one signature rewritten. */
function bent(sender: SignatureSender, bend: (signature: string) => string): Forged {
  const forged = signedBy(sender);
  const proof = proofOf(sender, forged);
  const start = sender.prefix === undefined ? 0 : proof.lastIndexOf(sender.prefix) + sender.prefix.length;
  return withProof(sender, forged, proof.slice(0, start) + bend(proof.slice(start)));
}

describe.each(labelled)('%s', (_label, sender) => {
  const isBodyCovered = sender.preset !== 'hap';
  const forOtherBody = isBodyCovered
    ? sender.preset === 'twilio'
      ? 'body_hash_mismatch'
      : 'bad_signature'
    : 'ok';

  it.each([
    ['its own body', sender.body],
    ['no body at all', ''],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])],
    [
      'numbers JSON would round, escapes and repeated members',
      '{"id":12345678901234567890,"a":"\\/\\u00e9","a":1.0}',
    ],
    ['a byte order mark and Windows line ends', '\ufeff{\r\n}\r\n'],
  ])('is accepted with %s', async (_what, body) => {
    expect(await ask(sender, signedBy(sender, { body }))).toBe('ok');
  });

  it('is accepted packed, when the packed bytes are signed', async () => {
    const packed = withHeader(signedBy(sender, { body: gzipSync(sender.body) }), 'Content-Encoding', 'gzip');

    expect(await ask(sender, packed)).toBe('ok');
  });

  it.each([
    ['one byte changed', (body: string) => `${body.slice(0, -1)} }`],
    ['the same JSON written anew', (body: string) => JSON.stringify(JSON.parse(body), null, 1)],
    ['a line end behind it', (body: string) => `${body}\n`],
    ['a byte order mark before it', (body: string) => `\ufeff${body}`],
    ['nothing of it left', () => ''],
  ])('is not accepted with %s', async (_what, change) => {
    expect(await ask(sender, withBody(signedBy(sender), change(sender.body)))).toBe(forOtherBody);
  });

  it('is not accepted packed, when the plain bytes are signed', async () => {
    const packed = withHeader(withBody(signedBy(sender), gzipSync(sender.body)), 'Content-Encoding', 'gzip');

    expect(await ask(sender, packed)).toBe(forOtherBody);
  });

  it('does not take bytes for others that look alike once decoded', async () => {
    const signed = signedBy(sender, { body: Buffer.from('{"a":"\ufffd"}') });
    const forged = withBody(signed, Buffer.from([...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}')]));

    expect(await ask(sender, forged)).toBe(forOtherBody);
  });

  it('is accepted whatever the case of its header names', async () => {
    const forged = signedBy(sender);
    const headers = forged.headers.map(([name, value]) => [swapCase(name), value] as const);

    expect(await ask(sender, { ...forged, headers })).toBe('ok');
  });

  it('is proven by any live secret, and by no other', async () => {
    const { secret, otherSecret } = sender;

    expect(await ask(sender, signedBy(sender), [otherSecret, secret])).toBe('ok');
    expect(await ask(sender, signedBy(sender), [secret, otherSecret])).toBe('ok');
    expect(await ask(sender, signedBy(sender), ['', secret])).toBe('ok');
    expect(await ask(sender, signedBy(sender), [otherSecret])).toBe('bad_signature');
  });

  it.each([[[]], [['']], [['  ']], [['whsec_']], [['v1,whsec_']], [['', '\t']]])(
    'is refused while the hook holds %j',
    async (secrets) => {
      expect(await ask(sender, signedBy(sender), secrets)).toBe('no_secret');
    },
  );

  it('needs its signature, once', async () => {
    const forged = signedBy(sender);

    expect(await ask(sender, withProof(sender, forged, null))).toBe('missing_signature');
    expect(await ask(sender, withProof(sender, forged, ''))).toBe('missing_signature');
    for (const twice of saidTwice(sender, forged)) {
      expect(await ask(sender, twice)).toBe('duplicate_header');
    }
  });

  it.each([
    ['in the other case', swapCase],
    ['in upper case', (signature: string) => signature.toUpperCase()],
    ['cut in half', (signature: string) => signature.slice(0, signature.length / 2)],
    ['one character short', (signature: string) => signature.slice(0, -1)],
    ['one character longer', (signature: string) => `${signature}0`],
    ['with a space inside', (signature: string) => `${signature.slice(0, 9)} ${signature.slice(9)}`],
    ['with a space that is none behind it', (signature: string) => `${signature}\u00a0`],
    [
      'with a character that is one only by its low byte',
      (signature: string) =>
        signature.replace(/[a-zA-Z]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x100)),
    ],
    [
      'in the other encoding',
      (signature: string) =>
        sender.enc === 'hex'
          ? Buffer.from(signature, 'hex').toString('base64')
          : Buffer.from(signature, 'base64').toString('hex'),
    ],
    [
      'in base64url without padding',
      (signature: string) =>
        Buffer.from(signature, sender.enc === 'hex' ? 'hex' : 'base64').toString('base64url'),
    ],
    ['quoted', (signature: string) => `"${signature}"`],
    ['that is all zeros', (signature: string) => signature.replaceAll(/[^=]/g, '0')],
  ])('is not proven by its signature %s', async (_what, bend) => {
    const forged = bent(sender, bend);
    if (proofOf(sender, forged) === proofOf(sender, signedBy(sender))) {
      return; // nothing to bend: this one reads the same
    }

    expect(await ask(sender, forged)).toBe('bad_signature');
  });

  it('takes no other method', async () => {
    const { methods } = presets.get(sender.preset)!;
    for (const method of ['GET', 'DELETE', 'HEAD', 'post'].filter((each) => !methods?.includes(each))) {
      expect(await ask(sender, { ...signedBy(sender), method })).toBe('method_not_allowed');
    }
    expect(methods).toContain('POST');
  });
});

describe.each(where(({ prefix }) => prefix))('the list of %s', (_label, sender) => {
  const proof = proofOf(sender, signedBy(sender));
  const prefix = sender.prefix!;

  it('names nothing we know when the word before the signature is another', async () => {
    for (const word of ['', 'v9=', 'v9,', prefix.toUpperCase()].filter((each) => each !== prefix)) {
      const forged = withProof(sender, signedBy(sender), proof.replaceAll(prefix, word));
      expect([word, await ask(sender, forged)]).toEqual([word, 'missing_signature']);
    }
  });

  it('holds nothing when there is nothing behind the word', async () => {
    expect(
      await ask(
        sender,
        bent(sender, () => ''),
      ),
    ).toBe('missing_signature');
  });
});

describe.each(where(({ separator }) => separator))('several signatures of %s', (_label, sender) => {
  const { secret, otherSecret, separator } = sender;

  it('prove the sender when one of them does, wherever it stands', async () => {
    for (const keys of [
      [secret, otherSecret],
      [otherSecret, secret],
    ]) {
      expect(await ask(sender, signedBy(sender, { keys }))).toBe('ok');
    }
    expect(await ask(sender, signedBy(sender, { keys: [otherSecret, otherSecret] }))).toBe('bad_signature');
  });

  it('may stand among others of versions we do not know', async () => {
    const forged = signedBy(sender);
    const proof = proofOf(sender, forged);

    for (const list of [`${proof}${separator}v9,zzz`, `${proof}${separator}v0=00${separator}x`]) {
      expect(await ask(sender, withProof(sender, forged, list))).toBe('ok');
    }
  });
});

describe.each(where(({ time }) => time))('the time of %s', (_label, sender) => {
  const { in: place, unit, window } = sender.time!;
  const at = (offset: number): Promise<string> => ask(sender, signedBy(sender, { at: SIGNED_AT + offset }));
  /** The request with another timestamp, signed as if it said so. */
  const written = (text: string | null): Forged => {
    const forged = signedBy(sender);
    if (place === 'proof') {
      const proof = proofOf(sender, forged);
      return withProof(sender, forged, proof.replace(/t=\d+/, text === null ? 'x=1' : `t=${text}`));
    }
    return place === 'query' ? withQuery(forged, 'timestamp', text) : withHeader(forged, place, text);
  };
  const now = unit === 's' ? String(SIGNED_AT / 1000) : String(SIGNED_AT);
  const step = unit === 's' ? 1000 : 1;

  it('may lie back and ahead as far as the window reaches, and no further', async () => {
    expect(await at(-window * 1000)).toBe('ok');
    expect(await at(window * 1000)).toBe('ok');
    expect(await at(-window * 1000 - step)).toBe('timestamp_too_old');
    expect(await at(window * 1000 + step)).toBe('timestamp_too_new');
    expect(await at(-SIGNED_AT)).toBe('timestamp_too_old');
  });

  it('has to be there', async () => {
    expect(await ask(sender, written(null))).toBe('missing_timestamp');
    expect(await ask(sender, written(''))).toBe('missing_timestamp');
  });

  it.each([
    `${now}.0`,
    `+${now}`,
    `-${now}`,
    `${now}s`,
    `0x${now}`,
    '1e9',
    'NaN',
    'Infinity',
    'undefined',
    'null',
    '2026-01-01T00:00:00Z',
    `${now.slice(0, 3)} ${now.slice(3)}`,
    '١٧٦٧٢٢٥٦٠٠',
  ])('is digits: not %s', async (text) => {
    expect(await ask(sender, written(text))).toBe('bad_timestamp');
  });

  it('is in one unit: never guessed', async () => {
    const [other, reason] =
      unit === 's'
        ? [String(SIGNED_AT), 'timestamp_too_new']
        : [String(SIGNED_AT / 1000), 'timestamp_too_old'];

    expect(await ask(sender, written(other))).toBe(reason);
  });

  it('is signed: another within the window proves nothing', async () => {
    expect(await ask(sender, written(String(Number(now) + 1)))).toBe('bad_signature');
    expect(await ask(sender, written(`0${now}`))).toBe('bad_signature');
  });

  it('is said once', async () => {
    const forged = signedBy(sender);
    const inProof = ['t=1,', 't=,', `t=${now},`].map((extra) =>
      withProof(sender, forged, extra + proofOf(sender, forged)),
    );
    const inQuery = [{ ...forged, url: `${forged.url}&timestamp=${now}` }];
    const inHeader = [
      [now, now],
      [now, '1'],
    ].map((lines) => withHeader(forged, place, lines));
    const twice = place === 'proof' ? inProof : place === 'query' ? inQuery : inHeader;

    for (const each of twice) {
      expect(await ask(sender, each)).toBe(place === 'proof' ? 'malformed_signature' : 'duplicate_header');
    }
  });
});

describe.each(where(({ id }) => id))('the id of %s', (_label, sender) => {
  const id = sender.id!;

  it('has to be there, once, and is signed', async () => {
    const forged = signedBy(sender);

    expect(await ask(sender, withHeader(forged, id, null))).toBe('missing_header');
    expect(await ask(sender, withHeader(forged, id, ''))).toBe('missing_header');
    expect(await ask(sender, withHeader(forged, id, ['msg_1', 'msg_1']))).toBe('duplicate_header');
    expect(await ask(sender, withHeader(forged, id, 'msg_2'))).toBe('bad_signature');
  });

  it.each(['', 'undefined', 'null'])('is not there when %j was signed in its place', async (text) => {
    expect(await ask(sender, withHeader(signedBy(sender, { id: text }), id, null))).toBe('missing_header');
  });

  it('cannot be cut anew: it holds no separator', async () => {
    expect(await ask(sender, signedBy(sender, { id: 'msg.1' }))).toBe('malformed_header');
    expect(await ask(sender, signedBy(sender, { id: `msg_1.${SIGNED_AT / 1000}` }))).toBe('malformed_header');
  });

  it('may be of any other form', async () => {
    for (const other of ['0', 'x'.repeat(5000), 'a b', '__proto__', Buffer.from('é').toString('latin1')]) {
      expect(await ask(sender, signedBy(sender, { id: other }))).toBe('ok');
    }
  });
});

describe('an empty key', () => {
  it.each([
    ['github', 'x-hub-signature-256', 'sha256=', 'hex'],
    ['logto', 'logto-signature-sha-256', '', 'hex'],
    ['keycloak-p2', 'x-keycloak-signature', '', 'hex'],
    ['shopify', 'x-shopify-hmac-sha256', '', 'base64'],
    ['descope', 'x-descope-webhook-s256', '', 'base64'],
  ] as const)('proves nothing to %s', async (preset, name, prefix, enc) => {
    const body = Buffer.from('{}');
    const signature = prefix + createHmac('sha256', '').update(body).digest(enc);

    expect(await judge(preset, { secrets: [''] }, { headers: [[name, signature]], body })).toBe('no_secret');
  });
});

/** What attackers try on every sender that shows a fixed credential. */
import { describe, expect, it } from 'vitest';
import { type Forged, HOOK_URL, judge, swapCase, withHeader } from './fixtures/senders/forge.js';
import { onWire, TOKEN_SENDERS, type TokenSender } from './fixtures/senders/token-senders.js';

const labelled = TOKEN_SENDERS.map(
  (sender) => [`${sender.preset} (${sender.header ?? 'elsewhere'} ${sender.scheme ?? ''})`, sender] as const,
);

const ask = (
  { preset, secret, config = {} }: TokenSender,
  forged: Forged,
  secrets: readonly string[] = [secret],
): Promise<string> => judge(preset, { secrets, config }, forged);
const show = (sender: TokenSender, token: string, secrets?: readonly string[]): Promise<string> =>
  ask(sender, sender.make(onWire(sender, token)), secrets);

describe.each(labelled)('%s', (_label, sender) => {
  const { secret, otherSecret, scheme } = sender;

  it('is proven by any live token, and by no other', async () => {
    expect(await show(sender, secret)).toBe('ok');
    expect(await show(sender, secret, [otherSecret, secret])).toBe('ok');
    expect(await show(sender, otherSecret, [otherSecret, secret])).toBe('ok');
    expect(await show(sender, secret, [otherSecret])).toBe('bad_token');
  });

  it.each([
    ['a letter more', (token: string) => `${token}x`],
    ['a letter less', (token: string) => token.slice(0, -1)],
    ['its first half', (token: string) => token.slice(0, token.length / 2)],
    ['the other case', swapCase],
    ['twice', (token: string) => token + token],
    ['the word undefined', () => 'undefined'],
    ['a zero', () => '0'],
    ['a quoted token', (token: string) => `"${token}x"`],
  ])('is not proven by %s', async (_what, bend) => {
    expect(await show(sender, bend(secret))).toBe('bad_token');
  });

  it('has to show it', async () => {
    expect(await ask(sender, sender.make(null))).toBe('missing_token');
    expect(await ask(sender, sender.make(''))).toBe('missing_token');
  });

  it.each([[[]], [['']], [['  ']], [['', '\n']]])('is refused while the hook holds %j', async (secrets) => {
    expect(await show(sender, secret, secrets)).toBe('no_secret');
    expect(await ask(sender, sender.make(''), secrets)).toBe('no_secret');
  });

  it('reads tokens as UTF-8', async () => {
    const token = scheme === 'Basic' ? 'u:ключ-ÿ' : 'ключ-ÿ';

    expect(await show(sender, token, [token])).toBe('ok');
    expect(await show(sender, Buffer.from(token).toString('latin1'), [token])).toBe('bad_token');
  });
});

describe.each(labelled.filter(([, { header }]) => header !== null))('the header of %s', (_label, sender) => {
  const header = sender.header!;
  const good = sender.make(onWire(sender, sender.secret));
  const value = onWire(sender, sender.secret);

  it('stands once', async () => {
    for (const twice of [
      [value, value],
      [value, 'x'],
      ['x', value],
    ]) {
      expect(await ask(sender, withHeader(good, header, twice))).toBe('duplicate_header');
    }
  });

  it('is the only place', async () => {
    for (const elsewhere of ['x-token', `${header}2`, `x-forwarded-${header}`]) {
      expect(await ask(sender, withHeader(sender.make(null), elsewhere, value))).toBe('missing_token');
    }
    const inQuery = {
      ...sender.make(null),
      url: `${HOOK_URL}?${header}=${sender.secret}&token=${sender.secret}`,
    };
    expect(await ask(sender, inQuery)).toBe('missing_token');
  });

  it('may be written in any case', async () => {
    expect(await ask(sender, withHeader(withHeader(good, header, null), header.toUpperCase(), value))).toBe(
      'ok',
    );
  });
});

describe.each(labelled.filter(([, { scheme }]) => scheme))('the scheme of %s', (_label, sender) => {
  const scheme = sender.scheme!;
  const rest = onWire(sender, sender.secret).slice(scheme.length + 1);

  it('may be written in any case', async () => {
    for (const word of [scheme, scheme.toLowerCase(), scheme.toUpperCase()]) {
      expect(await ask(sender, sender.make(`${word} ${rest}`))).toBe('ok');
    }
  });

  it('is this one, and nothing between it and the token but spaces', async () => {
    const other = scheme === 'Basic' ? 'Bearer' : 'Basic';
    const wrong = [
      rest,
      `${other} ${rest}`,
      `${scheme}${rest}`,
      `${scheme}:${rest}`,
      scheme,
      `${scheme} ${scheme} ${rest}`,
    ];
    for (const text of [
      ...wrong,
      `${scheme} \u00a0${rest}`,
      `${scheme}\u00a0${rest}`,
      `\u00a0${scheme} ${rest}`,
    ]) {
      expect([text, await ask(sender, sender.make(text))]).toEqual([text, 'bad_token']);
    }
  });
});

describe.each(labelled.filter(([, { header, scheme }]) => header !== null && !scheme))(
  'the verbatim text of %s',
  (_label, sender) => {
    it('has no scheme of our own before it', async () => {
      for (const scheme of ['Bearer', 'Basic', 'Token']) {
        expect(await ask(sender, sender.make(`${scheme} ${sender.secret}`))).toBe('bad_token');
      }
    });

    it('may hold a scheme when it was typed with one', async () => {
      const typed = `Bearer ${sender.secret}`;

      expect(await ask(sender, sender.make(typed), [typed])).toBe('ok');
      expect(await ask(sender, sender.make(typed.toLowerCase()), [typed])).toBe('bad_token');
      expect(await ask(sender, sender.make(sender.secret), [typed])).toBe('bad_token');
    });
  },
);

describe.each(labelled.filter(([, { scheme }]) => scheme === 'Basic'))('the pair of %s', (_label, sender) => {
  it.each([
    ['without its password', 'hook'],
    ['with an empty password', 'hook:'],
    ['cut at the second colon', 'hook:p'],
    ['without its user', ':p:ss wörd'],
    ['with a user in the other case', 'HOOK:p:ss wörd'],
  ])('proves nothing %s', async (_what, pair) => {
    expect(await show(sender, pair)).toBe('bad_token');
  });

  it('is canonical base64', async () => {
    const base64 = Buffer.from('hook:p?>').toString('base64');
    const spellings = [
      base64.replace(/=+$/, ''),
      `${base64}=`,
      base64.replaceAll('+', '-').replaceAll('/', '_'),
      ` ${base64} x`,
    ];
    expect(await ask(sender, sender.make(`Basic ${base64}`), ['hook:p?>'])).toBe('ok');
    for (const text of spellings.filter((each) => each !== base64)) {
      expect([text, await ask(sender, sender.make(`Basic ${text}`), ['hook:p?>'])]).toEqual([
        text,
        'bad_token',
      ]);
    }
  });

  it('is not a secret without a colon', async () => {
    expect(await show(sender, 'hook', ['hook'])).toBe('no_secret');
  });
});

describe('a second half of the credential', () => {
  const hapApp = TOKEN_SENDERS.find(({ preset }) => preset === 'hap-app')!;
  const good = hapApp.make(hapApp.secret);

  it('has to match as well', async () => {
    expect(await ask(hapApp, withHeader(good, 'hap-appkey', null))).toBe('missing_token');
    expect(await ask(hapApp, withHeader(good, 'hap-appkey', ''))).toBe('missing_token');
    expect(await ask(hapApp, withHeader(good, 'hap-appkey', 'apq'))).toBe('bad_token');
    expect(await ask(hapApp, withHeader(good, 'hap-appkey', ['app', 'app']))).toBe('duplicate_header');
    expect(await judge('hap-app', { secrets: [hapApp.secret], config: {} }, good)).toBe('no_secret');
    expect(await judge('hap-app', { secrets: [hapApp.secret], config: { appKey: ' ' } }, good)).toBe(
      'no_secret',
    );
  });

  it.each([
    ['sign', true, 'malformed_body'],
    ['sign', ['S3cr3t-Token-0123456789'], 'malformed_body'],
    ['sign', { 0: 'x' }, 'malformed_body'],
    ['sign', 0, 'malformed_body'],
    ['sign', null, 'missing_token'],
    ['appKey', ['app'], 'malformed_body'],
    ['appKey', 'apq', 'bad_token'],
    ['appKey', undefined, 'missing_token'],
  ])('in a body is text: %s = %j is %s', async (member, value, reason) => {
    const body = JSON.stringify({ appKey: 'app', sign: hapApp.secret, [member]: value });

    expect(
      await judge(
        'hap-app-v2',
        { secrets: [hapApp.secret], config: { appKey: 'app' } },
        { headers: [], body: Buffer.from(body) },
      ),
    ).toBe(reason);
  });

  it.each([
    '',
    'x',
    '[]',
    '"sign"',
    'null',
    `{"__proto__":{"sign":"${hapApp.secret}","appKey":"app"}}`,
    '\ufeff[1]',
  ])('is not found in %j', async (body) => {
    const reason = await judge(
      'hap-app-v2',
      { secrets: [hapApp.secret], config: { appKey: 'app' } },
      { headers: [], body: Buffer.from(body) },
    );
    expect(['malformed_body', 'missing_token']).toContain(reason);
  });
});

describe('clientState', () => {
  const item = (clientState: unknown): object => ({ id: '1', clientState, changeType: 'created' });
  const send = (value: unknown): Promise<string> =>
    judge(
      'ms-graph',
      { secrets: ['old', 'new'] },
      { headers: [], body: Buffer.from(JSON.stringify({ value })) },
    );

  it.each<[string, unknown, string]>([
    ['right in every item', [item('old'), item('new'), item('old')], 'ok'],
    ['wrong in the last item', [item('old'), item('new'), item('bad')], 'bad_token'],
    ['wrong in the first item', [item('bad'), item('old')], 'bad_token'],
    ['missing in one item', [item('old'), item(undefined)], 'missing_token'],
    ['empty in one item', [item('old'), item('')], 'missing_token'],
    ['a list in one item', [item('old'), item(['old'])], 'malformed_body'],
    ['a number', [item(1)], 'malformed_body'],
    ['beside an item that is none', [item('old'), null], 'missing_token'],
    ['beside an item that is text', [item('old'), 'old'], 'missing_token'],
    ['in no item', [], 'missing_token'],
    ['in an object that is no list', { 0: item('old') }, 'missing_token'],
    ['in a text', JSON.stringify([item('old')]), 'missing_token'],
  ])('is looked at %s', async (_what, value, reason) => {
    expect(await send(value)).toBe(reason);
  });
});

describe('a token in two places', () => {
  const held = { secrets: ['tok'], config: { origins: ['idp.example'] } };
  const send = (header: string | readonly string[] | null, token?: string): Promise<string> =>
    judge('cloudevents', held, {
      ...withHeader({ headers: [], body: Buffer.from('{}') }, 'authorization', header),
      url: token === undefined ? HOOK_URL : `${HOOK_URL}?access_token=${token}`,
    });

  it('is taken from the header where there is one, and never from a second place after that', async () => {
    expect(await send('Bearer tok')).toBe('ok');
    expect(await send(null, 'tok')).toBe('ok');
    expect(await send('Bearer bad', 'tok')).toBe('bad_token');
    expect(await send(['Bearer bad', 'Bearer tok'], 'tok')).toBe('duplicate_header');
    expect(await send(null, 'Bearer%20tok')).toBe('bad_token');
    expect(await send(null, 'tok&access_token=tok')).toBe('duplicate_header');
  });
});

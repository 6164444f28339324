import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidRequest } from '../../errors/errors.js';
import { aRequest, NOW, presets } from '../../../test/fixtures/senders/request.js';
import { compileEvents, type ExtractedEvent } from './events.js';
import type { EventLocators } from './profile.js';
import { RequestView } from './request-view.js';

const extract = (
  locators: EventLocators,
  body: unknown,
  headers: Record<string, string> = {},
  config: Record<string, unknown> = {},
): ExtractedEvent[] => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return compileEvents(locators, config)(new RequestView(aRequest({ headers, body: text })));
};

describe('the fields of an event', () => {
  it('come from the first locator that gives something', () => {
    const locators = {
      type: ['json:/none', 'json:/empty', 'json:/null', 'json:/list', 'json:/n', 'json:/t'],
    };

    expect(extract(locators, { empty: '', null: null, list: [1], n: 7, t: 'x' })[0]?.type).toBe('7');
  });

  it('are joined only when every part is there', () => {
    const locators = { type: ['{header.x-event}.{json:/action}', 'header:x-event'], id: ['json:/a+json:/b'] };
    const headers = { 'X-Event': 'org' };

    expect(extract(locators, { action: 'add', a: 'i', b: 0 }, headers)[0]).toMatchObject({
      type: 'org.add',
      id: 'i#0',
    });
    expect(extract(locators, { a: 'i' }, headers)[0]).toMatchObject({ type: 'org', id: null });
  });

  it('may be configured where the sender does not say', () => {
    expect(extract({ type: ['json:/type', 'config'] }, {}, {}, { eventType: 'user.created' })[0]?.type).toBe(
      'user.created',
    );
    expect(extract({ type: ['json:/type', 'config'] }, {})[0]?.type).toBeNull();
  });

  it('keep a structured subject as it is, but no structured id', () => {
    const subject = { format: 'email', email: 'a@example.com' };

    expect(extract({ subject: ['json:/s'], id: ['json:/s'] }, { s: subject })[0]).toMatchObject({
      subject,
      id: null,
    });
  });

  it.each<[unknown, string | null]>([
    ['2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00.000Z'],
    [1_767_225_600, '2026-01-01T00:00:00.000Z'],
    [1_767_225_600_000, '2026-01-01T00:00:00.000Z'],
    ['1767225600', '2026-01-01T00:00:00.000Z'],
    ['yesterday', null],
    [true, null],
    [1e300, null],
  ])('read the time %j as %s', (time, expected) => {
    expect(extract({ time: ['json:/t'] }, { t: time })[0]?.time?.toISOString() ?? null).toBe(expected);
  });

  it('mark what is about the stream itself', () => {
    const locators = { type: ['json:/type'], control: ['urn:stream:'] };

    expect(extract(locators, { type: 'urn:stream:verify' })[0]?.control).toBe(true);
    expect(extract(locators, { type: 'user.created' })[0]?.control).toBe(false);
  });

  it.each(['12345678901234567890', '1e400', '-9007199254740993'])(
    'take no number that JSON rounds for an id or a subject: %s',
    (number) => {
      const locators = { id: ['json:/n', 'hash:body'], subject: ['json:/n'], type: ['json:/n', 'json:/t'] };
      const [event] = extract(locators, `{"n":${number},"t":"x"}`);

      expect(event).toMatchObject({ subject: null, type: 'x' });
      expect(event!.id).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('reach nothing inherited, whatever the body', () => {
    const locators = { type: ['json:/constructor/name', 'json:/__proto__/x', 'json:/toString'] };
    fc.assert(
      fc.property(fc.object({ key: fc.constantFrom('a', 'b', '__proto__', 'type') }), (body) => {
        expect(extract(locators, body)[0]?.type).toBeNull();
      }),
    );
  });
});

describe('an event of Authing', () => {
  const typeOf = (body: string): string | null | undefined =>
    extract(presets.get('authing')!.event, body)[0]?.type;

  it('says what happened in JSON or in a form', () => {
    expect(typeOf('{"eventName":"user:created"}')).toBe('user:created');
    expect(typeOf('eventName=user%3Acreated&data=%7B%7D')).toBe('user:created');
    expect(typeOf('event=user%3Acreated')).toBe('user:created');
  });

  it('is no field of a form inside a text of JSON', () => {
    expect(typeOf('{"nick":"&eventName=user%3Adeleted&"}')).toBeNull();
  });
});

describe('a batch', () => {
  const locators = {
    each: ['json:', 'jsonl', 'json:/logs'],
    type: ['json:/type'],
    id: ['json:/id', 'hash:body'],
  };

  it.each<[string, unknown]>([
    ['a list', [{ type: 'a' }, { type: 'b' }]],
    ['lines', '{"type":"a"}\n{"type":"b"}\n'],
    ['a member', { logs: [{ type: 'a' }, { type: 'b' }] }],
  ])('may be %s', (_form, body) => {
    const events = extract(locators, body);

    expect(events.map((event) => event.type)).toEqual(['a', 'b']);
    expect(events.map((event) => event.body)).toEqual([{ type: 'a' }, { type: 'b' }]);
  });

  it('may be a single event without a list', () => {
    expect(extract(locators, { type: 'a' }).map((event) => event.type)).toEqual(['a']);
  });

  it('of none has no event', () => {
    expect(extract(locators, [])).toEqual([]);
  });

  it('gives each item an id of its own even when only the bytes identify it', () => {
    const ids = extract(locators, [{}, {}]).map((event) => event.id);

    expect(new Set(ids).size).toBe(2);
    expect(extract(locators, [{}, {}]).map((event) => event.id)).toEqual(ids);
  });
});

describe('a hash as the id', () => {
  it('tells bodies apart, and nothing where there is none', () => {
    const id = (body: string) => extract({ id: ['hash:body'] }, body)[0]?.id;

    expect(id('{"a":1}')).toMatch(/^[0-9a-f]{64}$/);
    expect(id('{"a":1}')).not.toBe(id('{"a":2}'));
    expect(id('')).toBeNull();
  });
});

describe('an event that is known by its body alone', () => {
  const ids = { id: ['json:/id', 'hash:body', 'header:x-id'] };
  const known = (locators: EventLocators, body: string): unknown =>
    extract(locators, body, { 'x-id': 'h' })[0]?.isHash ?? false;

  it('says so, and no other does', () => {
    expect(known(ids, '{"a":1}')).toBe(true);
    expect(known({ ...ids, each: ['json:'] }, '[{},{}]')).toBe(true);
    expect(known(ids, '{"id":1}')).toBe(false);
    expect(known(ids, '')).toBe(false);
    expect(known({ id: ['header:x-id', 'hash:body'] }, '{}')).toBe(false);
    expect(known({ id: ['hash:body'], replay: ['json:/seq'] }, '{"seq":1}')).toBe(false);
    expect(known({ id: ['json:/none', 'header:x-id'] }, '{}')).toBe(false);
    expect(extract(ids, '', { 'x-id': 'h' })[0]?.id).toBe('h');
  });
});

describe('what repeats are known by where there is no id', () => {
  const LOCATORS = { id: ['hash:body'], replay: ['hash:request+clock:minute'] };
  const keyOf = (request: Parameters<typeof aRequest>[0], at: Date | undefined = NOW) =>
    compileEvents(LOCATORS)(new RequestView(aRequest({ body: '{}', ...request }), at))[0]!;

  it('is the method, the query, the body and the minute', () => {
    const first = keyOf({ url: '/hooks/h1?page=2' });

    expect(first.id).toBe(keyOf({ url: '/hooks/h1?page=3' }).id);
    expect(keyOf({ url: '/hooks/h1?page=2' }, new Date(NOW.getTime() + 59_999)).replayId).toBe(
      first.replayId,
    );
    const others = [
      keyOf({ url: '/hooks/h1?page=3' }),
      keyOf({ url: '/hooks/h1' }),
      keyOf({ url: '/hooks/h1?page=2', method: 'PUT' }),
      keyOf({ url: '/hooks/h1?page=2', body: '[]' }),
      keyOf({ url: '/hooks/h1?page=2' }, new Date(NOW.getTime() + 60_000)),
    ].map(({ replayId }) => replayId);
    expect(new Set([first.replayId, ...others]).size).toBe(6);
  });

  it('is nothing where nothing was sent, and the body alone where the time is not known', () => {
    expect(keyOf({ body: '' }).replayId).toBeNull();
    const timeless = compileEvents(LOCATORS)(new RequestView(aRequest({ body: '{}' })))[0]!;
    expect(timeless.replayId).toBe(timeless.id);
  });
});

describe('a batch that is too large', () => {
  it('is refused before it fills the memory', () => {
    const lists = { each: ['json:'] };

    expect(
      extract(
        lists,
        Array.from({ length: 5000 }, () => 0),
      ),
    ).toHaveLength(5000);
    expect(() =>
      extract(
        lists,
        Array.from({ length: 5001 }, () => 0),
      ),
    ).toThrow(InvalidRequest);
  });
});

describe('a repeat', () => {
  it('is known by what is signed where the id is not', () => {
    const locators = { id: ['header:x-id'], replay: ['json:/event_id'] };

    expect(extract(locators, { event_id: 'e1' }, { 'x-id': 'h1' })[0]).toMatchObject({
      id: 'h1',
      replayId: 'e1',
    });
    expect(extract({ id: ['header:x-id'] }, {}, { 'x-id': 'h1' })[0]).toMatchObject({
      id: 'h1',
      replayId: 'h1',
    });
  });
});

describe('the body of an event', () => {
  it('is a record for a form and null for text', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };

    expect(extract({}, 'a=1&a=2', headers)[0]?.body).toEqual({ a: ['1', '2'] });
    expect(extract({}, 'hello')[0]?.body).toBeNull();
    expect(extract({}, '')[0]?.body).toBeNull();
  });

  it('is what the token says when the token is the message', () => {
    const view = new RequestView(aRequest({ body: '{"event":"user.delete","token":"..."}' }));
    view.claims = { evt: 'user.create' };
    view.tokenIsMessage = true;

    expect(compileEvents({ type: ['claim:evt'] })(view)[0]).toMatchObject({
      type: 'user.create',
      body: { evt: 'user.create' },
    });
  });
});

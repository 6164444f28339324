import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someParameters } from '../../../test/support/some-parameters.js';
import { toRecord } from '../parsing/fields.js';
import { type JsonValue, parseJsonText } from '../parsing/json.js';
import { inferFromExample, inferFromPairs, inferFromRequest } from './infer-parameters.js';
import { type ParameterRequest, readParameters } from './read-parameters.js';

const NOTHING: ParameterRequest = { body: null, query: {}, headers: {}, isForm: false };

describe('parameters made from a request', () => {
  const request: ParameterRequest = {
    body: {
      event: 'user.created',
      userId: '12345',
      age: 36,
      metadata: { role: 'admin' },
      tags: ['a'],
      gone: null,
      on: true,
    },
    query: { page: '2', tag: ['a', 'b'] },
    headers: {
      host: 'hooks.example.com',
      'user-agent': 'curl/8',
      'content-type': 'application/json',
      'x-forwarded-for': '203.0.113.7',
      'x-trace-id': 't1',
    },
    isForm: false,
  };

  it('are one for each member, with its type, in the groups of body, query and header', () => {
    expect(inferFromRequest(request)).toEqual({
      parameters: {
        event: 'string',
        userId: 'string',
        age: 'number',
        metadata: 'object',
        tags: 'array',
        gone: 'any',
        on: 'boolean',
        page: { type: 'string', in: 'query' },
        tag: { type: 'array', in: 'query' },
        xTraceId: { type: 'string', in: 'header', from: 'x-trace-id' },
      },
      values: { ...(request.body as object), page: '2', tag: ['a', 'b'], xTraceId: 't1' },
      leftOut: [],
    });
  });

  it('are text where the body is a form', () => {
    const body = { emp_id: '33', roles: ['a', 'b'] };

    expect(inferFromRequest({ ...NOTHING, body, isForm: true }).parameters).toEqual({
      emp_id: 'string',
      roles: 'array',
    });
  });

  it('may have all of the body as one more', () => {
    const { parameters, values } = inferFromRequest({ ...NOTHING, body: { body: 1 } }, { wholeBody: true });

    expect(parameters).toEqual({ body: 'number', body2: { type: 'object', whole: true } });
    expect(values).toEqual({ body: 1, body2: { body: 1 } });
    expect(inferFromRequest({ ...NOTHING, body: 'text' }, { wholeBody: true }).parameters).toEqual({
      body: { type: 'string', whole: true },
    });
    expect(inferFromRequest({ ...NOTHING, body: [1] }).parameters).toEqual({});
  });

  it('are shown without the code of an OAuth answer, which comes with its state', () => {
    const answer = { code: 'hunter2', state: 's' };
    const { values } = inferFromRequest({ ...NOTHING, body: { nested: answer }, query: answer });
    const alone = inferFromRequest({ ...NOTHING, query: { code: 'SUMMER' } });

    expect(values).toEqual({ nested: { code: '[redacted]', state: 's' }, code: '[redacted]', state: 's' });
    expect(alone.values).toEqual({ code: 'SUMMER' });
  });

  it('are none of credentials, whose values are not shown either', () => {
    const { parameters, values, leftOut } = inferFromRequest({
      body: { password: 'hunter2', nested: { deep: [{ api_key: 'hunter2', ok: 1 }] } },
      query: { token: 'hunter2' },
      headers: { authorization: 'hunter2', cookie: 'hunter2', 'x-hub-signature-256': 'hunter2' },
      isForm: false,
    });

    expect(parameters).toEqual({ password: 'string', nested: 'object' });
    expect(values).toEqual({ password: '[redacted]', nested: { deep: [{ api_key: '[redacted]', ok: 1 }] } });
    expect(leftOut).toEqual([
      'query.token',
      'header.authorization',
      'header.cookie',
      'header.x-hub-signature-256',
    ]);
  });

  it('get names that expressions can read, each once', () => {
    const body = {
      'user-id': 1,
      userId: 2,
      '1st': 3,
      '': 4,
      '/a/b': 5,
      in: 6,
      constructor: 7,
      имя: 8,
      'a b': 9,
    };

    expect(inferFromExample(body).parameters).toEqual({
      _1st: { type: 'number', from: '1st' },
      userId: { type: 'number', from: 'user-id' },
      userId2: { type: 'number', from: 'userId' },
      _: { type: 'number', from: '/' },
      aB: { type: 'number', from: '/~1a~1b' },
      in_: { type: 'number', from: 'in' },
      constructor_: { type: 'number', from: 'constructor' },
      _2: { type: 'number', from: 'имя' },
      aB2: { type: 'number', from: 'a b' },
    });
  });

  it('are at most a hundred, with values that can be looked at', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`p${index}`, index]));
    const long = 'x'.repeat(10_000);
    let deep: unknown = 1;
    for (let depth = 0; depth < 90; depth += 1) {
      deep = { deep };
    }

    const { parameters, leftOut } = inferFromExample({ ...many }, { wholeBody: true });
    expect(Object.keys(parameters)).toHaveLength(100);
    expect(parameters).toHaveProperty('body', { type: 'object', whole: true });
    expect(leftOut).toHaveLength(51);
    expect(leftOut[0]).toBe('body.p99');

    const wide = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => ({ long })));
    const { values } = inferFromExample({ long, deep, wide, emoji: '😀'.repeat(101), [long]: 1 });
    expect(JSON.stringify(values).length).toBeLessThan(300_000);
    expect(values['long']).toBe(`${'x'.repeat(200)}...`);
    expect((values['emoji'] as string).isWellFormed()).toBe(true);
  });
});

describe('parameters made from pairs', () => {
  it('have the type that is said, or that of the value', () => {
    expect(
      inferFromPairs([
        { key: 'name', value: 'John Doe' },
        { key: 'emp_id', value: 33 },
        { key: 'start', type: 'integer' },
        { key: 'note' },
        { key: 'page', value: 1, type: 'integer', in: 'query' },
        { key: 'X-Trace', in: 'header' },
        { key: 'Authorization', value: 'hunter2', in: 'header' },
        { key: 'not a header', in: 'header' },
        { key: 'emp_id', value: 34 },
      ]),
    ).toEqual({
      parameters: {
        name: 'string',
        emp_id: 'number',
        start: 'integer',
        note: 'string',
        page: { type: 'integer', in: 'query' },
        XTrace: { type: 'string', in: 'header', from: 'X-Trace' },
      },
      values: { name: 'John Doe', emp_id: 34, start: '', note: '', page: 1, XTrace: '' },
      leftOut: ['header.Authorization', 'header.not a header'],
    });
    expect(inferFromPairs([], { wholeBody: true }).parameters).toEqual({
      body: { type: 'any', whole: true },
    });
  });
});

describe('whatever the sample', () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('__proto__', 'in', 'toString', 'x-a', '/', '~'),
  );
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const header = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const record = (name: fc.Arbitrary<string>): fc.Arbitrary<Record<string, string | string[]>> =>
    fc.array(fc.tuple(name, text), { maxLength: 8 }).map(toRecord);
  const json = fc
    .oneof(fc.jsonValue({ maxDepth: 2 }), fc.dictionary(key, fc.jsonValue({ maxDepth: 2 })))
    .map((value): JsonValue => {
      const parsed = parseJsonText(JSON.stringify(value));
      return parsed.ok ? parsed.value : null;
    });
  const request: fc.Arbitrary<ParameterRequest> = fc.oneof(
    fc.record({ body: json, query: record(key), headers: record(header), isForm: fc.constant(false) }),
    fc.record({ body: record(key), query: record(key), headers: record(header), isForm: fc.constant(true) }),
  );

  it('the request it came from passes, and gives what it had', () => {
    fc.assert(
      fc.property(request, fc.boolean(), (sample, wholeBody) => {
        const { parameters, values } = inferFromRequest(sample, { wholeBody });
        const result = readParameters(someParameters(parameters), sample);

        expect(result.ok).toBe(true);
        const there = Object.entries(values).filter(([, value]) => value !== null);
        expect(result.ok && Object.keys(result.values)).toEqual(there.map(([name]) => name));
      }),
      { numRuns: 100 },
    );
  });

  it('the same sample gives the same', () => {
    fc.assert(
      fc.property(request, (sample) => {
        expect(JSON.stringify(inferFromRequest(structuredClone(sample)))).toBe(
          JSON.stringify(inferFromRequest(sample)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('pairs give what the language takes', () => {
    const pair = fc.record(
      {
        key,
        value: fc.jsonValue({ maxDepth: 1 }),
        in: fc.constantFrom('body' as const, 'query' as const, 'header' as const),
      },
      { requiredKeys: ['key'] },
    );
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
        expect(() => someParameters(inferFromPairs(pairs).parameters)).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

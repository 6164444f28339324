import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someParameters } from '../../../test/support/some-parameters.js';
import { viewOf } from '../signing/draft-request.js';
import { writeRequest } from '../signing/write-request.js';
import { parameterRequest } from './inputs-of.js';
import { placeParameters } from './place-parameters.js';
import { readParameters } from './read-parameters.js';
import { sampleValues } from './sample-values.js';

const HIRE = someParameters({
  name: { required: true },
  emp_id: { type: 'number', required: true },
  role: { from: '/metadata/role', enum: ['admin', 'member'], required: true },
  team: { from: '/metadata/team/name' },
  traceId: { in: 'header', from: 'X-Trace-Id' },
  limit: { type: 'integer', in: 'query' },
  filter: { type: 'object', in: 'query' },
  tags: { type: 'array', in: 'query', from: 'tag' },
});

/** What the trigger reads out of a request that was made of these values. */
function readBack(values: Record<string, unknown>, parameters = HIRE): unknown {
  const draft = writeRequest(placeParameters(parameters, values), { method: 'POST', url: '/hooks/a' });
  const { request, json } = viewOf(draft);
  return readParameters(parameters, parameterRequest(request, json.ok ? json.value : null));
}

describe('placing parameters', () => {
  it('puts each where it is looked for', () => {
    const values = {
      name: 'Ada',
      role: 'admin',
      team: 'x',
      traceId: 't',
      limit: 3,
      filter: { a: 1 },
      tags: ['a', 'b'],
    };
    expect(placeParameters(HIRE, values)).toEqual({
      body: { name: 'Ada', metadata: { role: 'admin', team: { name: 'x' } } },
      headers: { 'X-Trace-Id': 't' },
      query: { limit: '3', filter: '{"a":1}', tag: ['a', 'b'] },
    });
  });

  it('adds to what is there, and leaves null out', () => {
    const there = { body: { name: 'old', metadata: { source: 'app' }, list: [1] }, headers: { a: 'b' } };
    expect(placeParameters(HIRE, { name: 'new', role: 'admin', team: null }, there)).toEqual({
      body: { name: 'new', metadata: { source: 'app', role: 'admin' }, list: [1] },
      headers: { a: 'b' },
    });
    expect(there.body.name).toBe('old');
  });

  it('takes the whole body first, and members into it', () => {
    const parameters = someParameters({ a: { required: true }, all: { whole: true } });
    expect(placeParameters(parameters, { a: 1, all: { b: 2 } }).body).toEqual({ b: 2, a: 1 });
  });

  it('goes into lists, no further than one behind their end', () => {
    const parameters = someParameters({ id: { from: '/items/1/id' } });
    expect(placeParameters(parameters, { id: 'x' }, { body: { items: [{ id: 'a' }] } }).body).toEqual({
      items: [{ id: 'a' }, { id: 'x' }],
    });
    const far = someParameters({ id: { from: '/items/999999999/id' } });
    expect(() => placeParameters(far, { id: 'x' }, { body: { items: [] } })).toThrow(/no place/);
  });

  it.each([['text'], [7], [[]]])('finds no place for a member in %j', (body) => {
    expect(() => placeParameters(HIRE, { name: 'x' }, { body })).toThrow(/no place/);
  });

  it('knows no parameter but the declared ones, inherited names included', () => {
    expect(() => placeParameters(HIRE, { toString: 1 })).toThrow(/no such parameter/);
    expect(() =>
      placeParameters(HIRE, JSON.parse('{"__proto__":1}') as object as Record<string, unknown>),
    ).toThrow();
  });

  it('is the inverse of reading, whatever the values', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => one.isWellFormed());
    const values = fc.record({
      name: text,
      emp_id: fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
      role: fc.constantFrom('admin', 'member'),
      team: text,
      limit: fc.maxSafeInteger(),
      filter: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.integer()),
      tags: fc.array(
        text.filter((one) => !one.startsWith('[')),
        { minLength: 1 },
      ),
    });
    fc.assert(
      fc.property(values, (given) => {
        expect(readBack(given)).toEqual({ ok: true, values: given });
      }),
    );
  });

  it('makes a sample that the trigger takes', () => {
    expect(readBack(sampleValues(HIRE))).toMatchObject({ ok: true });
    const whole = someParameters({ all: { whole: true, type: 'object', required: true } });
    expect(readBack(sampleValues(whole), whole)).toEqual({ ok: true, values: { all: {} } });
  });
});

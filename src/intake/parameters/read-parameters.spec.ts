import { describe, expect, it } from 'vitest';
import { someParameters } from '../../../test/support/some-parameters.js';
import { parameterProblem } from './parameter-problem.js';
import { type ParameterRequest, type ParametersRead, readParameters } from './read-parameters.js';

const NOTHING: ParameterRequest = { body: null, query: {}, headers: {}, isForm: false };

function read(parameters: unknown, request: Partial<ParameterRequest>): ParametersRead {
  return readParameters(someParameters(parameters), { ...NOTHING, ...request });
}

/** The value of a parameter `p`, or the code of its fault; undefined when it is not there. */
function outcome(parameter: unknown, request: Partial<ParameterRequest>): unknown {
  const result = read({ p: parameter }, request);
  return result.ok ? result.values['p'] : result.faults[0]!.code;
}

const HIRE = {
  name: 'string',
  emp_id: 'number',
  role: { from: '/metadata/role', enum: ['admin', 'member'], default: 'member' },
  traceId: { in: 'header', from: 'X-Trace-Id', required: true },
  dryRun: { type: 'boolean', in: 'query', default: false },
  all: { whole: true },
};

describe('the parameters of a request', () => {
  it('are read by the types that the document gives them', () => {
    const body = { name: 'John Doe', emp_id: 33 };

    expect(read({ name: 'string', emp_id: 'number' }, { body })).toEqual({ ok: true, values: body });
  });

  it('come from body, query and headers, or are their defaults', () => {
    const body = { name: 'Ada', emp_id: 1, metadata: { role: 'admin' } };
    const headers = { 'x-trace-id': 't1' };

    expect(read(HIRE, { body, headers, query: { dryRun: 'true' } })).toEqual({
      ok: true,
      values: { name: 'Ada', emp_id: 1, role: 'admin', traceId: 't1', dryRun: true, all: body },
    });
    expect(read(HIRE, { headers })).toEqual({
      ok: true,
      values: { role: 'member', traceId: 't1', dryRun: false },
    });
  });

  it('are refused with every fault at once, and with nothing of what was sent', () => {
    const body = { name: 7, emp_id: 'leaked', metadata: { role: 'leaked' } };
    const result = read(HIRE, { body, query: { dryRun: ['leaked', 'true'] } });

    expect(result).toEqual({
      ok: false,
      faults: [
        { name: 'name', in: 'body', path: 'body.name', code: 'type', message: 'name must be a string' },
        { name: 'emp_id', in: 'body', path: 'body.emp_id', code: 'type', message: 'emp_id must be a number' },
        {
          name: 'role',
          in: 'body',
          path: 'body.metadata.role',
          code: 'enum',
          message: 'role must be one of admin, member',
        },
        {
          name: 'traceId',
          in: 'header',
          path: 'header.x-trace-id',
          code: 'missing',
          message: 'traceId is required',
        },
        {
          name: 'dryRun',
          in: 'query',
          path: 'query.dryRun',
          code: 'type',
          message: 'dryRun must be a boolean',
        },
      ],
    });
  });

  it('make a problem whose message says whether something is missing', () => {
    const parameters = { a: { required: true }, b: { type: 'integer', in: 'query' } };
    const problemOf = (request: Partial<ParameterRequest>): unknown => {
      const result = read(parameters, request);
      return result.ok ? null : parameterProblem(result.faults);
    };

    expect(problemOf({ query: { b: '1.5' } })).toEqual({
      msg: 'Missing required parameter',
      errors: [
        { path: 'body.a', message: 'a is required' },
        { path: 'query.b', message: 'b must be an integer' },
      ],
    });
    expect(problemOf({ body: { a: 1 } })).toEqual({
      msg: 'Invalid parameter',
      errors: [{ path: 'body.a', message: 'a must be a string' }],
    });
    expect(problemOf({ body: { a: 'x' } })).toBeNull();
  });
});

describe('what is not there', () => {
  it.each([
    ['no body', null],
    ['another member', { q: 1 }],
    ['null', { p: null }],
    ['a list', ['p']],
    ['text', 'p'],
  ])('%s is missing', (_name, body) => {
    expect(outcome('any', { body })).toBeUndefined();
    expect(outcome({ type: 'any', default: 1 }, { body })).toBe(1);
    expect(outcome({ type: 'any', required: true }, { body })).toBe('missing');
  });

  it('a body that is empty is not the whole of one', () => {
    expect(outcome({ whole: true, required: true }, {})).toBe('missing');
    expect(outcome({ whole: true, required: true }, { body: false })).toBe(false);
  });

  it('an empty text is there', () => {
    expect(outcome({ in: 'query', required: true }, { query: { p: '' } })).toBe('');
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '/toString/name',
    '/list/length',
    '/list/-',
    '/list/00',
  ])('%s leads nowhere', (from) => {
    const body = { list: [1] };
    expect(outcome({ type: 'any', from, required: true }, { body })).toBe('missing');
    expect(outcome({ type: 'any', from, required: true }, { body, isForm: true })).toBe('missing');
    expect(outcome({ type: 'any', from, required: true, in: 'query' }, { query: {} })).toBe('missing');
  });

  it('a member that is named __proto__ is not read even where it is', () => {
    const body: unknown = JSON.parse('{"__proto__": {"p": 1}}');

    expect(outcome({ type: 'any', from: '/__proto__/p', required: true }, { body })).toBe('missing');
    expect(outcome({ type: 'any', required: true }, { body })).toBe('missing');
  });
});

describe('a value of a JSON body', () => {
  it.each([
    ['string', 'x', true],
    ['string', 1, false],
    ['number', 1.5, true],
    ['number', '1', false],
    ['integer', -7, true],
    ['integer', 1.5, false],
    ['integer', 2 ** 53, false],
    ['boolean', false, true],
    ['boolean', 'true', false],
    ['boolean', 0, false],
    ['object', { a: 1 }, true],
    ['object', [], false],
    ['object', '{}', false],
    ['array', [], true],
    ['array', 'a', false],
    ['array', {}, false],
    ['any', 'x', true],
    ['any', [{}], true],
  ])('as %s: %j fits is %s', (type, value, isFit) => {
    expect(outcome(type, { body: { p: value } })).toEqual(isFit ? value : 'type');
    expect(outcome({ whole: true, type }, { body: value })).toEqual(isFit ? value : 'type');
  });

  it('is compared with what is allowed by what it holds', () => {
    const allowed = { type: 'array', enum: [[1, { a: 0 }], []] };

    expect(outcome(allowed, { body: { p: [1, { a: 0 }] } })).toEqual([1, { a: 0 }]);
    expect(outcome(allowed, { body: { p: [1, { a: 1 }] } })).toBe('enum');
    expect(outcome({ type: 'number', enum: [0] }, { body: { p: -0 } })).toBe(-0);
  });
});

describe('text of a form, of the query and of headers', () => {
  const ways: [string, (value: string | string[]) => [object, Partial<ParameterRequest>]][] = [
    ['query', (p) => [{ in: 'query' }, { query: { p } }]],
    ['header', (p) => [{ in: 'header', from: 'P' }, { headers: { p } }]],
    ['form', (p) => [{}, { body: { p }, isForm: true }]],
  ];

  it.each<[string, string | string[], unknown]>([
    ['string', '12', '12'],
    ['string', ['a', 'b'], 'type'],
    ['number', '-1.5e3', -1500],
    ['number', '0', 0],
    ['number', '01', 'type'],
    ['number', '0x1f', 'type'],
    ['number', '+1', 'type'],
    ['number', '1.', 'type'],
    ['number', '.5', 'type'],
    ['number', ' 1', 'type'],
    ['number', '1\n', 'type'],
    ['number', '', 'type'],
    ['number', '1e999', 'type'],
    ['number', 'Infinity', 'type'],
    ['number', 'NaN', 'type'],
    ['number', '1_000', 'type'],
    ['number', '１', 'type'],
    ['number', ['1', '2'], 'type'],
    ['integer', '9007199254740991', 9_007_199_254_740_991],
    ['integer', '9007199254740993', 'type'],
    ['integer', '1.5', 'type'],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['boolean', 'True', 'type'],
    ['boolean', '1', 'type'],
    ['boolean', '', 'type'],
    ['array', ['a', 'b'], ['a', 'b']],
    ['array', '["a", 1]', ['a', 1]],
    ['array', 'a', ['a']],
    ['array', '[1,', 'type'],
    ['object', '{"a": {"b": 1}}', { a: { b: 1 } }],
    ['object', '{"__proto__": {"a": 1}}', 'type'],
    ['object', '[]', 'type'],
    ['object', 'null', 'type'],
    ['object', 'a=1', 'type'],
    ['any', '12', '12'],
    ['any', ['a', 'b'], ['a', 'b']],
  ])('as %s: %j gives %j', (type, value, expected) => {
    for (const [, at] of ways) {
      const [parameter, request] = at(value);
      expect(outcome({ ...parameter, type }, request)).toEqual(expected);
    }
  });

  it('holds JSON of no more than can be looked through', () => {
    const deep = `${'['.repeat(101)}${']'.repeat(101)}`;
    const long = `[${'1,'.repeat(40_000)}1]`;

    expect(outcome({ type: 'array', in: 'query' }, { query: { p: deep } })).toBe('type');
    expect(outcome({ type: 'array', in: 'query' }, { query: { p: long } })).toBe('type');
  });

  it('is told from allowed values as what it stands for', () => {
    const allowed = { type: 'integer', in: 'query', enum: [1, 2] };

    expect(outcome(allowed, { query: { p: '2' } })).toBe(2);
    expect(outcome(allowed, { query: { p: '3' } })).toBe('enum');
  });

  it('of a whole form stays text', () => {
    const body = { a: '1', b: ['2', '3'] };

    expect(outcome({ whole: true, type: 'object' }, { body, isForm: true })).toEqual(body);
    expect(outcome({ whole: true, type: 'string' }, { body, isForm: true })).toBe('type');
  });
});

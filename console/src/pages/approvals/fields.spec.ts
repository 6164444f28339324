import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/client';
import { mayDecide } from './approval';
import { choicesOf, faultsIn, textsOf, valuesOf } from './fields';

const field = (type: 'string' | 'integer' | 'boolean' | 'object' | 'any', rest: object = {}) => ({
  type,
  required: false,
  ...rest,
});

describe('the fields of an approval', () => {
  it('are values of their types, and those that are empty are left out', () => {
    const fields = {
      reason: field('string'),
      days: field('integer'),
      sure: field('boolean'),
      rest: field('object'),
      free: field('any'),
      level: field('integer', { enum: [1, 2] }),
      empty: field('string'),
    };
    const texts = {
      reason: '12',
      days: ' 3 ',
      sure: 'true',
      rest: '{"a":1}',
      free: 'as it is',
      level: '2',
      empty: ' ',
    };
    expect(valuesOf(fields, texts)).toEqual({
      values: { reason: '12', days: 3, sure: true, rest: { a: 1 }, free: 'as it is', level: 2 },
      faults: {},
    });
  });

  it('are at fault when they are not of their type', () => {
    const { values, faults } = valuesOf(
      { days: field('integer'), rest: field('object') },
      { days: 'many', rest: '{' },
    );
    expect(values).toEqual({});
    expect(faults).toEqual({ days: 'is not a number', rest: 'is not JSON' });
  });

  it('begin with their defaults, and offer the only values there are', () => {
    expect(textsOf({ days: field('integer', { default: 3 }), reason: field('string') })).toEqual({
      days: '3',
    });
    expect(choicesOf(field('boolean'))).toEqual(['true', 'false']);
    expect(choicesOf(field('string', { enum: ['a', 'b'] }))).toEqual(['a', 'b']);
    expect(choicesOf(field('string'))).toBeUndefined();
  });

  it('show what the API says of each, and nothing it says of something else', () => {
    const errors = [
      { path: 'fields.reason', message: 'is missing' },
      { path: 'fields', message: 'has one too many' },
    ];
    expect(faultsIn(new ApiError('no', 400, 'invalid_request', null, { errors }))).toEqual({
      reason: 'is missing',
    });
    expect(faultsIn(new Error('reason'))).toEqual({});
  });
});

describe('who may decide', () => {
  it('is an admin, a role or a token that is named, and nobody else', () => {
    const approval = { roles: ['operator'], tokens: ['ada'] };
    const who = (role: 'admin' | 'operator' | 'auditor', name = 'bob') => mayDecide({ role, name }, approval);
    expect([who('admin'), who('operator'), who('auditor', 'ada')]).toEqual([true, true, true]);
    expect(who('auditor')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';

import { ExpressionFailed } from '../../errors/errors.js';
import { aScope } from '../../../test/support/a-scope.js';
import { compileExpression } from './expression.js';

function evaluate(source: string, body: unknown = {}): unknown {
  return compileExpression(source).evaluate(aScope(body));
}

function fault(source: string, body: unknown = {}): ExpressionFailed {
  try {
    evaluate(source, body);
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return error;
    }
    throw error;
  }
  throw new Error(`${source} did not fail`);
}

describe('numbers', () => {
  it.each([
    ['trigger.body.count + 1', 4],
    ['trigger.body.count == 3', true],
    ['trigger.body.count == 3.0', true],
    ['trigger.body.count / 2', 1],
    ['trigger.body.count / 2.0', 1.5],
    ['trigger.body.rate * 2', 5],
    ['2 * trigger.body.rate', 5],
    ['trigger.body.rate > 2', true],
    ['trigger.body.count % 2', 1],
    ['-trigger.body.rate', -2.5],
    ['3 in trigger.body.list', true],
    ['trigger.body.list == [1, 2, 3]', true],
    ['trigger.body.list[trigger.body.count - 1]', 3],
    ['9007199254740993', '9007199254740993'],
    ["int('42') + int(2.9)", 44],
    ["double('1e3')", 1000],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source, { count: 3, rate: 2.5, list: [1, 2, 3] })).toEqual(expected);
  });

  it.each([
    ['1 / 0', 'division by zero'],
    ['9223372036854775807 + 1', 'a whole number does not fit 64 bits'],
    ['1.0 / 0.0', 'the result is not a finite number'],
    ['5.5 % 2', 'cannot do double % int'],
    ["1 + 'a'", 'cannot do int + string, use string() to make text of a value'],
    ["int('0x10')", 'int() cannot make a whole number of this string'],
    ["'a' < 1", 'cannot compare string with int'],
  ])('%s fails: %s', (source, message) => {
    expect(fault(source).message).toBe(message);
  });
});

describe('members', () => {
  const body = {
    user: { email: 'Ada@Example.COM', 'last-name': 'L', none: null },
    list: [1, 'a', { x: true }],
  };

  it.each([
    ['trigger.body.user.email', 'Ada@Example.COM'],
    ["trigger.body.user['last-name']", 'L'],
    ['trigger.body.user.none == null', true],
    ['trigger.body.list[2].x', true],
    ["'a' in trigger.body.list", true],
    ['has(trigger.body.user.email)', true],
    ['has(trigger.body.user.phone)', false],
    ['has(trigger.body.nobody.phone.number)', false],
    ['has(trigger.body.user.none.deeper)', false],
    ["default(trigger.body.user.phone, 'none')", 'none'],
    ["default(trigger.body.user.none, 'none')", 'none'],
    ["default(trigger.body.nobody.phone, 'none')", 'none'],
    ["default(lower(trigger.body.user.phone), 'none')", 'none'],
    ["default(trigger.body.user.email, 'none')", 'Ada@Example.COM'],
    ["trigger.body.?nobody.phone.orValue('none')", 'none'],
    ["trigger.body.?user.email.orValue('none')", 'Ada@Example.COM'],
    ['trigger.body.?nobody', null],
    ['trigger.body.?user.email.hasValue()', true],
    ['trigger.body', body],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source, body)).toEqual(expected);
  });

  it.each([
    ['trigger.body.user.phone', 'trigger.body.user.phone', 'trigger.body.user.phone is missing'],
    ['trigger.body.nobody.phone', 'trigger.body.nobody', 'trigger.body.nobody is missing'],
    ['trigger.body.list[7]', 'trigger.body.list[7]', 'trigger.body.list[7] is missing'],
    [
      'trigger.body.user.none.deeper',
      'trigger.body.user.none.deeper',
      'trigger.body.user.none.deeper is missing, for what holds it is null',
    ],
  ])('%s names the path that is missing', (source, path, message) => {
    const failed = fault(source, body);

    expect(failed.details).toEqual({ reason: 'missing', path });
    expect(failed.message).toBe(message);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])(
    'nothing inherited is read: %s',
    (name) => {
      expect(fault(`trigger.body['${name}']`, body).details['reason']).toBe('missing');
      expect(fault(`trigger['${name}']`, body).details['reason']).toBe('missing');
      expect(fault(`[1]['${name}']`, body).details['reason']).toBe('missing');
      expect(fault(`'text'['${name}']`, body).details['reason']).toBe('missing');
      expect(evaluate(`'${name}' in trigger.body`, body)).toBe(false);
    },
  );

  it('an own member is read whatever it is called, except __proto__', () => {
    const tricky: unknown = JSON.parse('{"constructor": 1, "__proto__": {"admin": true}}');

    expect(evaluate('trigger.body.constructor', tricky)).toBe(1);
    expect(fault("trigger.body['__proto__']", tricky).details['reason']).toBe('missing');
    expect(fault("{'__proto__': 1}").message).toBe("a map has no key '__proto__'");
  });
});

describe('logic and macros', () => {
  const body = { users: [{ n: 'a', age: 3, on: true }, { n: 'b', age: 9, on: false }, { n: 'c' }] };

  it.each([
    ['trigger.body.missing == 1 || true', true],
    ['trigger.body.missing == 1 && false', false],
    ['trigger.body.users.filter(u, has(u.age) && u.age > 3).map(u, u.n)', ['b']],
    ['trigger.body.users.map(u, has(u.on), u.on)', [true, false]],
    ['trigger.body.users.exists(u, u.age == 3)', true],
    ["trigger.body.users.exists(u, u.n == 'z')", false],
    ['trigger.body.users.all(u, u.age > 100)', false],
    ["trigger.body.users.all(u, u.n != '')", true],
    ["trigger.body.users.exists_one(u, u.n == 'c')", true],
    ["{'x': 1, 'y': 2}.map(k, k + '!')", ['x!', 'y!']],
    ['cel.bind(n, size(trigger.body.users), n * n)', 9],
    [
      '[1, 2].map(a, [10, 20].map(b, a * b))',
      [
        [10, 20],
        [20, 40],
      ],
    ],
    ["trigger.type == 'user.created' ? 'yes' : 'no'", 'yes'],
    ['!(1 == 2)', true],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source, body)).toEqual(expected);
  });

  it.each([
    ['trigger.body.missing == 1 || false', 'trigger.body.missing is missing'],
    ['trigger.body.missing == 1 && true', 'trigger.body.missing is missing'],
    ['trigger.body.users.all(u, u.age < 100)', 'u.age is missing'],
    ['trigger.body.users.exists(u, u.age == 7)', 'u.age is missing'],
    ['trigger.body.users.filter(u, u.n)', 'the condition of filter() is string, not bool'],
    ["'text'.map(c, c)", 'map() works on a list or a map, not string'],
    ['1 ? 2 : 3', 'the condition of ?: is int, not bool'],
    ['1 && true', "'&&' works on bool, not int"],
  ])('%s fails: %s', (source, message) => {
    expect(fault(source, body).message).toBe(message);
  });
});

describe('functions', () => {
  it.each([
    ["lower('ÀB') + upper('c')", 'àbC'],
    ["domain('Ada@Example.COM')", 'example.com'],
    ["domain('nobody')", ''],
    ["hash('abc')", 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ["base64('héllo')", 'aMOpbGxv'],
    ['now()', '2026-02-01T00:00:00.000Z'],
    ["now() + duration('5m')", '2026-02-01T00:05:00.000Z'],
    ["now() - timestamp(trigger.time) > duration('11h')", true],
    ["duration('1h30m')", '5400s'],
    ["duration('-PT5M').getSeconds()", -300],
    ["timestamp('2026-01-31T12:00:00+02:00').getHours()", 10],
    ['uuid()', '00000000-0000-7000-8000-000000000001'],
    ["regex(trigger.type, '^user[.]')", true],
    ["regex(trigger.type, '^role[.]')", false],
    ["'a,b,c'.split(',').join('-')", 'a-b-c'],
    ["'aXbX'.replace('X', '--')", 'a--b--'],
    ["'hello'.substring(1, 3)", 'el'],
    ["size('h😀') + size([1]) + size({'a': 1})", 4],
    ['string(1) + string(2.5) + string(true)', '12.5true'],
    ["'hello'.startsWith('he') && 'hello'.endsWith('lo') && 'hello'.contains('ell')", true],
    ["secret('API_KEY')", 'value-of-API_KEY'],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it.each([
    ["'a'.matches('a')", "matches() is not part of this language, use regex(text, 'pattern')"],
    ["matches('a', 'a')", "matches() is not part of this language, use regex(text, 'pattern')"],
    ["regex('a', '(')", /^not a pattern: /],
    ["regex('a', '(?=a)')", /^not a pattern: /],
    ["regex('a', trigger.type)", /^regex\(\) takes a text and a literal pattern/],
    ['secret(trigger.type)', /^secret\(\) takes the name itself/],
    ["secret('A' + 'B')", /^secret\(\) takes the name itself/],
    ["secret('../etc')", /^the name of a secret/],
    ["lowr('a')", "unknown function 'lowr()', did you mean 'lower()'?"],
    ["'a'.startWith('a')", "unknown method 'startWith()', did you mean 'startsWith()'?"],
    ["lower('a', 'b')", 'lower() takes 1 argument, not 2'],
    ['triger.body', "unknown name 'triger'; did you mean 'trigger'?"],
    [
      'process',
      /^unknown name 'process'; expressions read trigger, inputs, tasks, each, event, execution, workflow/,
    ],
    ['has(1)', /^has\(\) takes one member/],
    ["b'bytes'", 'bytes and unsigned numbers are not part of this language'],
    ['[1].map(trigger, 1)', "'trigger' already means something here, choose another name"],
    ['[1].map(a, [1].map(b, [1].map(c, [1].map(d, d))))', 'macros are nested at most 3 deep'],
    ['', 'the expression is empty'],
    ['1 +', /unexpected token: the end of the expression/],
  ])('%s is refused when compiled: %s', (source, message) => {
    const failed = fault(source);

    expect(failed.details['reason']).toBe('syntax');
    expect(failed.message).toMatch(message);
  });

  it('a fault in the text says where it is', () => {
    expect(fault("trigger.type ==\n  'a' && lowr('b')").details).toEqual({
      reason: 'syntax',
      offset: 25,
      line: 2,
      column: 10,
    });
  });
});

describe('what an expression says about itself', () => {
  it('lists the chains it reads and the secrets it uses', () => {
    const expression = compileExpression(
      "tasks.profile.output.changed && tasks['audit-log'].status == trigger.body.list[trigger.body.at].x " +
        "&& secret('B') != secret('A') && [1].exists(x, x == size(trigger.body.?maybe.orValue([])))",
    );

    expect(expression.paths).toEqual([
      'tasks.profile.output.changed',
      'tasks.audit-log.status',
      'trigger.body.list',
      'trigger.body.at',
      'trigger.body.maybe',
    ]);
    expect(expression.secrets).toEqual(['B', 'A']);
  });
});

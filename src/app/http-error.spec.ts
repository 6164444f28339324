import { describe, expect, it } from 'vitest';
import {
  ConfigInvalid,
  InvalidRequest,
  LedgerUnavailable,
  NotFound,
  SenderRefused,
  TooManyRequests,
} from '../errors/errors.js';
import { toProblem } from './http-error.filter.js';

const of = (error: unknown) => toProblem(error, 'id');

describe('the problem document of an error', () => {
  it('carries details, which never take the place of its own members', () => {
    const { body } = of(new NotFound('gone', { status: 1, code: 'x', msg: 'x', title: 'x', name: 'auth' }));
    expect(body).toMatchObject({
      status: 404,
      code: 'not_found',
      msg: 'gone',
      title: 'Not Found',
      name: 'auth',
    });
  });

  it('tells a refused sender nothing about which check refused', () => {
    const bad = of(new SenderRefused('bad_signature', { secret: 1 }));
    expect(bad).toEqual(of(new SenderRefused('expired')));
    expect(bad.status).toBe(401);
    expect(JSON.stringify(bad)).not.toMatch(/bad_signature|secret"/);
  });

  it('says when to come back, where it can help', () => {
    expect(of(new TooManyRequests('x', { retryAfterSeconds: 7.2 })).headers['retry-after']).toBe('8');
    expect(of(new LedgerUnavailable('x'))).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(of(new NotFound('x')).headers).not.toHaveProperty('retry-after');
  });

  it('challenges whoever is not known, and nobody else', () => {
    expect(of(new SenderRefused('x')).headers).toHaveProperty('www-authenticate');
    expect(of(new InvalidRequest('x')).headers).not.toHaveProperty('www-authenticate');
  });

  it.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('stop'), { code: '57P01' }),
    Object.assign(new Error('slow'), { driverError: { code: '57014' } }),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
  ])('is 503 when Postgres is away: $message', (error) => {
    expect(of(error)).toMatchObject({ status: 503, body: { code: 'ledger_unavailable' } });
  });

  it.each(['22021', '22P05'])('is 400 for text that cannot be stored: %s', (code) => {
    const problem = of(Object.assign(new Error('invalid byte sequence: hunter2'), { driverError: { code } }));
    expect(problem).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it.each([
    Object.assign(new Error('division by zero: hunter2'), { code: '22012' }),
    new Error('hunter2'),
    new ConfigInvalid(['hunter2']),
    'hunter2',
    null,
    Object.assign(new Error('hunter2'), { status: 302 }),
    Object.assign(new Error('duplicate hunter2'), { code: '23505' }),
  ])('is 500 and says nothing when nobody foresaw it', (error) => {
    const problem = of(error);
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('of the body parsers keeps their status and not their message', () => {
    const error = Object.assign(new Error('hunter2'), { status: 413 });
    expect(of(error).body).toMatchObject({ status: 413, code: 'payload_too_large' });
    expect(JSON.stringify(of(error))).not.toContain('hunter2');
  });
});

import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  type Answer,
  FAILED,
  problem,
  REFUSED,
  UNAVAILABLE,
  UNKNOWN,
  WRONG_METHOD,
} from '../answer.js';
import { asSetAnswer } from './set-answer.js';

const NEW = { eventId: 'e', executions: ['x'], duplicate: false };
const json = (answer: Answer): unknown => JSON.parse(answer.body);

describe('what a sender of security event tokens is told', () => {
  it('is 202 and an empty body, the first time and every other', () => {
    const first = acknowledge([NEW]).answer;
    const again = acknowledge([{ ...NEW, duplicate: true }]).answer;
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(asSetAnswer(first, null)).toEqual({ status: 202, headers: {}, body: '' });
    expect(asSetAnswer(again, null)).toEqual({ status: 202, headers: {}, body: '' });
  });

  it.each([
    ['bad_signature', 'invalid_key'],
    ['unknown_key', 'invalid_key'],
    ['alg_not_allowed', 'invalid_key'],
    ['weak_key', 'invalid_key'],
    ['bad_issuer', 'invalid_issuer'],
    ['bad_audience', 'invalid_audience'],
    ['bad_token', 'authentication_failed'],
    ['missing_token', 'authentication_failed'],
    ['bad_state', 'invalid_state'],
    ['ip_not_allowed', 'access_denied'],
    ['malformed_token', 'invalid_request'],
    ['expired', 'invalid_request'],
    ['no_secret', 'invalid_request'],
  ])('for %s is 400 with %s', (reason, err) => {
    const answer = asSetAnswer(REFUSED, reason);
    expect(answer).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/json', 'content-language': 'en' },
    });
    expect(json(answer)).toEqual({ err, description: expect.any(String) });
  });

  it('of a body that cannot be stored is invalid_request', () => {
    expect(json(asSetAnswer(problem(400, 'Bad Request', 'no'), 'malformed_body'))).toMatchObject({
      err: 'invalid_request',
    });
  });

  it.each([
    [404, UNKNOWN],
    [405, WRONG_METHOD],
    [413, problem(413, 'Content Too Large', 'no')],
  ])('before anybody looked at a token keeps the status %i and has the same look', (status, answer) => {
    const told = asSetAnswer(answer, null);
    expect(told.status).toBe(status);
    expect(json(told)).toEqual({ err: 'invalid_request', description: expect.any(String) });
    expect(told.headers['allow']).toBe(status === 405 ? 'POST' : undefined);
  });

  it('when it should come again is a 5xx that says when', () => {
    expect(asSetAnswer(UNAVAILABLE, 'unavailable')).toEqual({
      status: 503,
      headers: { 'retry-after': '2' },
      body: '',
    });
    expect(asSetAnswer(FAILED, 'unexpected')).toEqual({ status: 500, headers: {}, body: '' });
  });
});

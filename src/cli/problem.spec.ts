import { describe, expect, it } from 'vitest';
import { ApiRefused } from './api-client.js';
import { describeProblem } from './problem.js';

describe('a refusal', () => {
  it('tells the message, where, the request, and every fault', () => {
    const text = describeProblem(
      422,
      {
        msg: 'The document has faults',
        detail: 'nothing was saved',
        requestId: 'r1',
        errors: [{ path: 'name', message: 'must be text' }],
        faults: [{ path: 'tasks[0].type', line: 3, column: 5, message: 'unknown', suggestion: 'log' }],
      },
      'PUT http://host/x',
    );

    expect(text.split('\n')).toEqual([
      'The document has faults: nothing was saved (PUT http://host/x answered 422, request r1)',
      '  name: must be text',
      "  3:5 tasks[0].type: unknown (did you mean 'log'?)",
    ]);
  });

  it('says what to do about a token', () => {
    expect(describeProblem(401, {}, 'GET /')).toContain('--token-file');
    expect(describeProblem(404, {}, 'GET /')).not.toContain('--token-file');
  });

  it.each([
    [401, 3],
    [403, 3],
    [404, 1],
    [422, 1],
    [500, 1],
  ])('with %i ends the command with %i', (status, exitCode) => {
    expect(new ApiRefused(status, {}, 'GET /').exitCode).toBe(exitCode);
  });
});

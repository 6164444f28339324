import { describe, expect, it } from 'vitest';
import { faultsOf, warningsOf } from '../../../test/support/a-workflow.js';

/** A workflow with one task and one webhook trigger, and this response. */
function responding(response: unknown, trigger: object = {}): string {
  return JSON.stringify({
    id: 'one',
    namespace: 'acme',
    triggers: [{ id: 'hook', type: 'webhook', open: true, ...trigger }],
    tasks: [{ id: 'first', type: 'audit.log', message: 'hello' }],
    response,
  });
}

const faults = (response: unknown, trigger: object = {}): string[] =>
  faultsOf(responding(response, trigger)).map((line) => line.replace(/^\S+ /, ''));
const warnings = (response: unknown, trigger: object = {}): string[] =>
  warningsOf(responding(response, trigger)).map((line) => line.replace(/^\S+ /, ''));

describe('a response', () => {
  it('may be one answer, or one for each moment and branch', () => {
    expect(faults({ status: 202, body: { id: '{{ execution.id }}' } })).toEqual([]);
    expect(
      faults({
        accepted: { status: 202, headers: { 'x-id': '{{ execution.id }}' }, body: '{{ trigger.body.user }}' },
        succeeded: [
          { when: 'tasks.first.output.made', status: 201, body: '{{ tasks.first.output }}' },
          { status: '{{ tasks.first.output.code }}', contentType: 'text/csv', body: 'a,b' },
        ],
        failed: {
          status: 500,
          contentType: 'application/problem+json',
          body: { why: '{{ execution.error }}' },
        },
      }),
    ).toEqual([]);
  });

  it('is one or the other', () => {
    expect(faults({ status: 200, accepted: {} })).toEqual([
      'response.status: stands beside accepted, succeeded, failed: put it into each of those it is meant for',
    ]);
  });

  it.each(['text/html', 'application/xhtml+xml', 'image/svg+xml', 'text/javascript'])(
    'is never %s, in no branch',
    (contentType) => {
      const answer = { contentType, body: 'x' };
      expect(faults({ succeeded: [{ when: 'true', ...answer }, answer], failed: answer })).toEqual([
        expect.stringMatching(/^response\.succeeded\[0\]\.contentType: is not answered/),
        expect.stringMatching(/^response\.succeeded\[1\]\.contentType: is not answered/),
        expect.stringMatching(/^response\.failed\.contentType: is not answered/),
      ]);
    },
  );

  it.each([
    ['content-type', 'is said with contentType'],
    ['Set-Cookie', 'cannot be set by a workflow'],
    ['Connection', 'cannot be set by a workflow'],
    ['transfer-encoding', 'cannot be set by a workflow'],
    ['proxy-authenticate', 'cannot be set by a workflow'],
    ['Content-Security-Policy', 'cannot be set by a workflow'],
    ['X-Content-Type-Options', 'cannot be set by a workflow'],
    ['refresh', 'cannot be set by a workflow'],
    ['a b', 'is not the name of a header'],
    ['x\r\ny', 'is not the name of a header'],
  ])('does not set the header %j', (name, fault) => {
    expect(faults({ headers: { [name]: 'x' } })[0]).toContain(fault);
  });

  it('has headers of one line, and statuses that are answers', () => {
    expect(faults({ headers: { 'x-a': 'b\r\nc: d' } })).toEqual([
      'response.headers.x-a: must be one line of plain characters',
    ]);
    expect(faults({ status: 100 })[0]).toContain('response.status');
    expect(faults({ status: 600 })[0]).toContain('response.status');
    expect(faults({ status: 'two hundred' })[0]).toContain('a number from 200 to 599');
    expect(faults({ status: 204, body: 'x' })).toEqual([
      'response.body: an answer with status 204 has no body',
    ]);
  });

  it('has text for a body where its content type is text', () => {
    expect(faults({ contentType: 'application/xml', body: { a: 1 } })).toEqual([
      'response.body: must be text, for application/xml is',
    ]);
    expect(faults({ contentType: 'application/xml', body: '<a>{{ trigger.body.x }}</a>' })).toEqual([]);
  });

  it('ends with the answer that has no when', () => {
    expect(faults({ failed: [{ status: 500 }, { when: 'true', status: 501 }] })).toEqual([
      'response.failed[0]: has no when, so none of the answers below it is ever given',
    ]);
  });

  it('reads when it is accepted only what is known then', () => {
    expect(faults({ accepted: { body: '{{ tasks.first.output }}' } })).toEqual([
      'response.accepted.body: tasks is not known here: this is decided before the execution starts',
    ]);
    expect(faults({ accepted: { body: '{{ execution.status }}' } })[0]).toContain('execution has no member');
    expect(
      faults({ accepted: { body: '{{ execution.id }} {{ workflow.id }} {{ trigger.subject }}' } }),
    ).toEqual([]);
  });

  it('reads later what there is, in any order of tasks', () => {
    expect(faults({ succeeded: { body: '{{ tasks.second.output }}' } })[0]).toContain(
      "there is no task 'second'",
    );
    expect(faults({ succeeded: { body: '{{ execution.stats }}' } })[0]).toContain('execution has no member');
    expect(faults({ failed: [{ when: '{{ execution.error }}' }] })[0]).toContain('is an expression already');
  });

  it('holds no secret', () => {
    for (const response of [
      { body: "{{ secret('X') }}" },
      { headers: { 'x-a': "{{ secret('X') }}" } },
      { failed: [{ when: "secret('X') == 'a'" }] },
    ]) {
      expect(faults(response)[0]).toContain('secret() cannot be used here');
    }
  });

  it('that only those get who wait says so, where nobody is asked to wait', () => {
    const answer = { body: '{{ tasks.first.output }}' };
    expect(warnings(answer)).toEqual([
      'response: is for callers who wait, and no trigger says wait: all others are told 202',
    ]);
    expect(warnings(answer, { wait: true })).toEqual([]);
    expect(warnings({ body: '{{ trigger.body }}' })).toEqual([]);
    expect(warnings({ succeeded: answer })).toEqual([]);
  });
});

describe('a webhook trigger', () => {
  it('says how its callers wait and what is usual for them', () => {
    const caller = { wait: '10s', returnOutputs: true, responseCode: 201, responseContentType: 'text/plain' };
    expect(faults(undefined, caller)).toEqual([]);
    expect(faults(undefined, { wait: false })).toEqual([]);
    expect(faults(undefined, { wait: '6m' })).toEqual([
      'triggers[0].wait: must be more than nothing and at most 5m',
    ]);
    expect(faults(undefined, { wait: 'long' })[0]).toContain('triggers[0].wait: must be');
    expect(faults(undefined, { responseContentType: 'application/xml' })[0]).toContain(
      'must be JSON or plain text',
    );
    expect(faults(undefined, { responseContentType: 'text/html' })[0]).toContain(
      'must be JSON or plain text',
    );
    expect(faults(undefined, { responseCode: 199 })[0]).toContain('triggers[0].responseCode');
  });
});

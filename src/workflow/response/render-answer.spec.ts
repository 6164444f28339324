import { describe, expect, it } from 'vitest';
import { aScope } from '../../../test/support/a-scope.js';
import type { AnswerDefinition } from '../document.js';
import { compileResponse } from './compile-response.js';
import { normaliseResponse } from './normalise-response.js';
import { type AnswerDefaults, chooseAnswer, renderAnswer, type RenderedAnswer } from './render-answer.js';

function rendered(
  answer: AnswerDefinition,
  body: unknown = {},
  defaults: AnswerDefaults = { status: 200 },
): RenderedAnswer {
  const { succeeded } = compileResponse({ succeeded: [answer], failed: [] });
  return renderAnswer(succeeded[0]!, aScope(body), defaults);
}

describe('an answer', () => {
  it('has a body of values, and says that it is JSON', () => {
    const { status, headers, body } = rendered(
      { status: 201, body: { user: '{{ trigger.body.id }}' } },
      { id: 7 },
    );

    expect([status, JSON.parse(body)]).toEqual([201, { user: 7 }]);
    expect(headers).toEqual({
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
  });

  it('of text is plain text, unless it says JSON', () => {
    expect(rendered({ body: 'hello {{ trigger.body.name }}' }, { name: 'Ada' })).toMatchObject({
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'hello Ada',
    });
    expect(rendered({ body: 'hello', contentType: 'application/json' }).body).toBe('"hello"');
    expect(rendered({ body: '{{ trigger.body }}', contentType: 'text/plain' }, [1]).body).toBe('[1]');
  });

  it.each(['<script>alert(1)</script>', '<!doctype html><p>', '\ufeff<html>', '{"a":"<script>"}'])(
    'is never HTML, whatever a sender puts into it: %s',
    (text) => {
      for (const contentType of [undefined, 'text/csv', 'application/json', 'application/xml']) {
        const { headers } = rendered(
          { body: '{{ trigger.body }}', ...(contentType ? { contentType } : {}) },
          text,
        );
        expect(headers['content-type']).not.toContain('html');
        expect(headers['x-content-type-options']).toBe('nosniff');
        expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
      }
    },
  );

  it('in XML has what a sender gave as text and nothing else, alone in its place or not', () => {
    const hostile = `</a><evil x="1"/><![CDATA[`;
    const contentType = 'application/xml';
    const template = '<a b="{{ trigger.body }}">{{ trigger.body }}</a>';
    expect(rendered({ body: template, contentType }, hostile).body).toBe(
      '<a b="&lt;/a&gt;&lt;evil x=&quot;1&quot;/&gt;&lt;![CDATA[">&lt;/a&gt;&lt;evil x=&quot;1&quot;/&gt;&lt;![CDATA[</a>',
    );
    expect(rendered({ body: '{{ trigger.body }}', contentType }, '<a/>').body).toBe('&lt;a/&gt;');
    expect(rendered({ body: '<a>{{ trigger.body.n }}</a>', contentType }, { n: { x: '<' } }).body).toBe(
      '<a>{&quot;x&quot;:&quot;&lt;&quot;}</a>',
    );
  });

  it('takes what it does not say from where it is given', () => {
    const defaults = { status: 418, contentType: 'text/csv' };
    expect(rendered({ body: 'a,b' }, {}, defaults)).toMatchObject({
      status: 418,
      headers: { 'content-type': 'text/csv; charset=utf-8' },
    });
    expect(rendered({}, {}, defaults)).toMatchObject({ status: 418, body: '' });
  });

  it('may compute its status, which must be one', () => {
    const answer = { status: '{{ trigger.body.code }}', body: 'x' };
    expect(rendered(answer, { code: 404 }).status).toBe(404);
    expect(rendered(answer, { code: 204 })).toMatchObject({ status: 204, body: '' });
    for (const code of [99, 600, 200.5, '200']) {
      expect(() => rendered(answer, { code })).toThrow('status of an answer');
    }
  });

  it('has headers of one line', () => {
    const answer = { headers: { 'X-Id': '{{ trigger.body.id }}', 'Cache-Control': 'private' } };
    expect(rendered(answer, { id: 7 }).headers).toMatchObject({ 'x-id': '7', 'cache-control': 'private' });
    for (const id of ['a\r\nset-cookie: x=1', 'a\nb', 'a\0', 'snow \u2603', 'x'.repeat(5000)]) {
      expect(() => rendered(answer, { id })).toThrow('header X-Id');
    }
  });

  it('is the first whose when holds; one that cannot be told does not', () => {
    const { failed } = compileResponse({
      succeeded: [],
      failed: [
        { when: 'trigger.body.missing.member', status: 500 },
        { when: "trigger.body.why == 'full'", status: 503 },
        { status: 502 },
      ],
    });
    const statusFor = (why: string): number | undefined => {
      const scope = aScope({ why });
      const answer = chooseAnswer(failed, scope);
      return answer && renderAnswer(answer, scope, { status: 200 }).status;
    };
    expect([statusFor('full'), statusFor('else')]).toEqual([503, 502]);
    expect(chooseAnswer(failed.slice(0, 2), aScope({ why: 'else' }))).toBeUndefined();
  });
});

describe('a response of one answer', () => {
  it('is for those who wait, and for all where it reads nothing of tasks', () => {
    const early = { status: 200, body: '{{ execution.id }} {{ trigger.body.x }}' };
    expect(normaliseResponse(early)).toEqual({ accepted: early, succeeded: [early], failed: [] });
    for (const body of [
      '{{ tasks.a.output }}',
      '{{ execution.status }}',
      "{{ execution['error'] }}",
      '{{ tasks }}',
    ]) {
      expect(normaliseResponse({ body })).toEqual({ succeeded: [{ body }], failed: [] });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { aWebhook, faultsOf, warningsOf } from '../../../test/support/a-workflow.js';
import { normaliseCallback } from './normalise-callback.js';

const PROVEN = "token: { from: 'header:x-key', secrets: [\"{{ secret('KEY') }}\"] }\n";
const faults = (callback: string) =>
  faultsOf(aWebhook(`${PROVEN}callback: ${callback}`)).map((line) => line.replace(/^\S+ /, ''));
const warnings = (trigger: string) => warningsOf(aWebhook(trigger)).map((line) => line.replace(/^\S+ /, ''));

describe('a callback', () => {
  it.each([
    'true',
    'false',
    '{}',
    '{ url: https://hooks.example.com/x }',
    "{ url: 'https://hooks.example.com/{{ trigger.body.id }}' }",
    "{ from: ['json:/reply/to', 'form:cb', 'query:cb', 'header:x-callback'] }",
    "{ allow: [hooks.example.com, '*.example.org'] }",
    '{ secret: "{{ secret(\'SIGNING\') }}", body: response }',
  ])('may be %s', (callback) => {
    expect(faults(callback)).toEqual([]);
  });

  it.each([
    ['{ url: ftp://example.com }', 'must be an absolute http or https URL'],
    ['{ url: /relative }', 'must be an absolute http or https URL'],
    ['{ url: "https://x/{{ secret(\'X\') }}" }', 'secret() cannot be used here'],
    ['{ url: "https://x/{{ tasks.first.output }}" }', 'tasks is not known here'],
    ['{ from: [body] }', 'json:/pointer, form:name'],
    ['{ from: [] }', 'at least 1'],
    ['{ allow: ["https://x"] }', 'the name of a host'],
    ['{ allow: ["*"] }', 'the name of a host'],
    ['{ allow: ["a.*.com"] }', 'the name of a host'],
    ['{ secret: "{{ trigger.body.secret }}" }', "only secret('NAME') can be used here"],
    ['{ body: all }', 'must be one of outcome, response'],
    ['{ urls: x }', "unknown property 'urls'"],
    ['yes please', 'must be a boolean or map'],
  ])('is not %s', (callback, fault) => {
    expect(faults(callback).join()).toContain(fault);
  });

  it('that strangers choose says so', () => {
    const open = 'open: true\ncallback:';
    expect(warnings(`${open} true`)).toEqual([expect.stringContaining('anyone may send here')]);
    expect(warnings(`${open} { allow: [hooks.example.com] }`)).toEqual([]);
    expect(warnings(`${open} { url: https://hooks.example.com }`)).toEqual([]);
    expect(warnings(`${PROVEN}callback: true`)).toEqual([]);
  });

  it('asks the sender, unless it names a URL', () => {
    const usual = ['json:/callbackURL', 'query:callbackURL', 'form:callbackURL'];
    expect(normaliseCallback(true)).toEqual({ from: usual, body: 'outcome' });
    expect(normaliseCallback({ allow: ['a.com'] })).toEqual({
      from: usual,
      body: 'outcome',
      allow: ['a.com'],
    });
    expect(normaliseCallback({ url: 'https://a.com' })).toMatchObject({ from: [], url: 'https://a.com' });
    expect(normaliseCallback({ url: 'https://a.com', from: ['query:x'] })).toMatchObject({
      from: ['query:x'],
    });
    expect([normaliseCallback(false), normaliseCallback(undefined)]).toEqual([undefined, undefined]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CATALOG } from '../../test/support/a-catalog.js';
import { aTask, aWebhook, aWorkflow, faultsOf, warningsOf } from '../../test/support/a-workflow.js';
import type { ActionTask } from './tasks/task-definition.js';
import { parseWorkflow } from './parse.js';
import { DEFAULT_RETRY } from './retry.js';

const WELCOME = `id: welcome-new-user
namespace: acme.identity
description: Give every new user a profile and a trace
labels: { team: identity }
triggers:
  - id: created
    type: event
    source: auth-platform
    events: [user.created]
    when: trigger.body.metadata.source == 'app'
  - id: hook
    type: webhook
    verify: { profile: standard-webhooks, secrets: ["{{ secret('SIGNING_SECRET') }}"] }
    ip: [203.0.113.0/24]
lane: "{{ trigger.body.userId }}"
concurrency: { limit: 50 }
timeout: 5m
tasks:
  - id: profile
    type: user.update
    directory: main
    user: "{{ trigger.body.userId }}"
    set: { active: true, "roles": ["{{ trigger.body.metadata.role }}"] }
    retry: { type: exponential, interval: 1s, maxInterval: 1m, maxAttempts: 5, maxDuration: PT1H }
    timeout: 10s
  - id: trace
    type: audit.log
    if: tasks.profile.output.changed
    message: "profile created for {{ trigger.body.userId }}"
    outcome: "{{ tasks.profile.output.changed }}"
`;

describe('a good document', () => {
  it('has limits as they are written, windows in milliseconds', () => {
    const requests = (said: string) => aWebhook(`open: true\nlimits: { requests: ${said} }`);
    const limitsOf = (text: string) => {
      const { document, faults } = parseWorkflow(text, { catalog: CATALOG });
      expect(faults).toEqual([]);
      const [trigger] = document!.triggers;
      return trigger?.type === 'webhook' ? trigger.limits : document!.limits;
    };
    const top = 'limits: { perDay: 5, perMonth: 50, requests: { limit: 20, per: 1m } }\n';
    const twenty = { limit: 20, windowMs: 60_000 };
    expect(limitsOf(aWorkflow({ top }))).toEqual({ perDay: 5, perMonth: 50, requests: twenty });
    expect(limitsOf(aWorkflow({ top: 'limits: { perDay: 5 }\n' }))).toEqual({ perDay: 5 });
    expect(limitsOf(requests('{ limit: 20, per: PT1M }'))).toEqual({ requests: twenty });
    expect(limitsOf(requests('default'))).toEqual({ requests: 'default' });
    expect(limitsOf(requests('none'))).toEqual({ requests: 'none' });
  });

  it('is read with its defaults and its lengths of time in milliseconds', () => {
    const { document, faults, warnings } = parseWorkflow(WELCOME, { catalog: CATALOG });

    expect([faults, warnings]).toEqual([[], []]);
    expect(document).toMatchObject({
      id: 'welcome-new-user',
      namespace: 'acme.identity',
      labels: { team: 'identity' },
      timeoutMs: 300_000,
      concurrency: { limit: 50, overflow: 'queue' },
      triggers: [
        { id: 'created', type: 'event', source: 'auth-platform', events: ['user.created'], enabled: true },
        { id: 'hook', type: 'webhook', ip: ['203.0.113.0/24'], enabled: true },
      ],
      tasks: [
        {
          id: 'profile',
          timeoutMs: 10_000,
          retry: {
            type: 'exponential',
            intervalMs: 1000,
            maxIntervalMs: 60_000,
            maxAttempts: 5,
            maxDurationMs: 3_600_000,
          },
          input: { directory: 'main', user: '{{ trigger.body.userId }}' },
        },
        { id: 'trace', if: 'tasks.profile.output.changed', retry: DEFAULT_RETRY },
      ],
    });
    expect(Object.keys((document!.tasks[1] as ActionTask).input)).toEqual(['message', 'outcome']);
  });

  it('may be JSON, and may use anchors', () => {
    const json = '{"id":"one","namespace":"acme","tasks":[{"id":"first","type":"audit.log","message":"hi"}]}';
    const anchored = aTask('type: audit.log\nmessage: &m hi\noutcome: [*m, *m]');

    expect(faultsOf(JSON.stringify(JSON.parse(json), null, '\t'))).toEqual([]);
    expect(
      (parseWorkflow(anchored, { catalog: CATALOG }).document!.tasks[1] as ActionTask).input['outcome'],
    ).toEqual(['hi', 'hi']);
  });
});

describe('what the schema refuses', () => {
  it.each([
    [
      'a misspelt member',
      aWorkflow({ top: 'labls: {}\n' }),
      "3:1 labls: unknown property 'labls' (did you mean 'labels'?)",
    ],
    [
      'a member that is none',
      aWorkflow({ top: 'afterwards: []\n' }),
      "3:1 afterwards: unknown property 'afterwards'",
    ],
    [
      'an unknown task type',
      aTask('type: user.updat'),
      "8:11 tasks[1].type: unknown task type 'user.updat' (did you mean 'user.update'?)",
    ],
    ['a task without type', aTask('message: hi'), "7:5 tasks[1]: 'type' is missing"],
    [
      'a misspelt input',
      aTask('type: audit.log\nmesage: hi'),
      "9:5 tasks[1].mesage: unknown property 'mesage' (did you mean 'message'?)",
    ],
    ['a missing input', aTask('type: audit.log'), "7:5 tasks[1]: 'message' is missing"],
    [
      'a bad value deep in an input',
      aTask('type: user.update\nuser: u\nset: { roles: [owner] }'),
      '10:20 tasks[1].set.roles[0]: must be one of admin, member',
    ],
    [
      'a value of the wrong kind',
      aTask('type: user.update\nuser: u\nset: { active: 1 }'),
      '10:20 tasks[1].set.active: must be a boolean, not a number',
    ],
    [
      'a text that is no URL',
      aTask('type: http.request\nurl: ftp://x'),
      '9:10 tasks[1].url: is not written as it must be',
    ],
    [
      'none of several kinds',
      aTask('type: http.request\nurl: http://x\nbody: 1'),
      '10:11 tasks[1].body: must match exactly one schema in oneOf',
    ],
    [
      'a length of time that is none',
      aTask('type: audit.log\nmessage: hi\ntimeout: 10 sec'),
      '10:14 tasks[1].timeout: must be a length of time such as 500ms, 10s, 5m, 1h30m, 1d or PT5M',
    ],
    [
      'an id with spaces',
      aWorkflow({}).replace('id: one', 'id: "one two"'),
      '1:5 id: must be letters, digits, - and _, at most 100, starting with a letter or digit',
    ],
    ['no tasks', 'id: one\nnamespace: acme\ntasks: []\n', '3:8 tasks: must have at least 1 entry'],
    ['no map at all', '- id: one', '1:1 must be a map, not a list'],
    [
      'an overflow unknown',
      aWorkflow({ top: 'concurrency: { limit: 1, overflow: queu }\n' }),
      "3:36 concurrency.overflow: must be one of queue, cancel, fail (did you mean 'queue'?)",
    ],
    ['a quota of nothing', aWorkflow({ top: 'limits: { perDay: 0 }\n' }), '3:19 limits.perDay: must be >= 1'],
    [
      'a window that is too short',
      aWorkflow({ top: 'limits: { requests: { limit: 1, per: 10ms } }\n' }),
      '3:38 limits.requests.per: must be at least 1s and at most 1d',
    ],
    [
      'requests that are no number of them',
      aWebhook('open: true\nlimits: { requests: none at all }'),
      '7:25 triggers[0].limits.requests: must be one of default, none',
    ],
    [
      'requests without a window',
      aWebhook('open: true\nlimits: { requests: { limit: 5 } }'),
      "7:15 triggers[0].limits.requests: 'per' is missing",
    ],
    [
      'too many attempts',
      aTask('type: audit.log\nmessage: hi\nretry: { maxAttempts: 101 }'),
      '10:27 tasks[1].retry.maxAttempts: must be <= 100',
    ],
    [
      'a lane without template',
      aWorkflow({ top: 'lane: all\n' }),
      '3:7 lane: must be a template: {{ expression }}',
    ],
    [
      'an event trigger without source',
      aWorkflow({ triggers: 'triggers:\n  - { id: a, type: event, events: [x] }\n' }),
      "4:5 triggers[0]: 'source' is missing",
    ],
    [
      'a pattern in the middle',
      aWorkflow({ triggers: 'triggers:\n  - { id: a, type: event, source: s, events: [a.*.b] }\n' }),
      '4:47 triggers[0].events[0]: must be an event type, a prefix such as user.*, or * for all',
    ],
  ])('%s', (_name, text, line) => {
    expect(faultsOf(text)).toEqual([line]);
  });

  it.each([
    ['an enum', aTask('type: http.request\nurl: http://x\nmethod: "{{ trigger.body.method }}"')],
    ['a pattern', aTask('type: http.request\nurl: "{{ trigger.body.url }}"')],
    ['a number', aTask('type: http.request\nurl: http://x\nretries: "{{ trigger.body.n }}"')],
    ['a map', aTask('type: user.update\nuser: u\nset: "{{ trigger.body.set }}"')],
    ['one of several kinds', aTask('type: http.request\nurl: http://x\nbody: "{{ trigger.body }}"')],
  ])('a template stands for %s', (_name, text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('what the rules refuse', () => {
  it.each([
    [
      'two tasks of one id',
      aTask('type: audit.log\nmessage: hi').replace('second', 'first'),
      "7:9 tasks[1].id: 'first' is already the id of another of the tasks",
    ],
    [
      'a task of the id that the undo of another has',
      aTask('type: user.update\nuser: u\nset: {}\nundo: { type: audit.log, message: hi }').replace(
        'id: first',
        'id: undo-second',
      ),
      "4:9 tasks[0].id: 'undo-second' is already the id of another of the tasks",
    ],
    [
      'a field of an approval that cannot be filled in',
      aTask('type: approval\nmessage: m\nfields: { a: { type: integer, enum: [x] } }'),
      '10:42 tasks[1].fields.a.enum[0]: must be an integer',
    ],
    [
      'an instant without its zone',
      aTask('type: wait\nuntil: 2026-01-31T12:00:00'),
      '9:12 tasks[1].until: must be an instant with its zone, such as 2026-01-31T12:00:00Z',
    ],
    [
      'a webhook without proof',
      aWebhook('enabled: true'),
      '4:5 triggers[0]: anyone could call this: give verify, token, key or ip, or say open: true',
    ],
    [
      'open: false is no proof',
      aWebhook('open: false'),
      '4:5 triggers[0]: anyone could call this: give verify, token, key or ip, or say open: true',
    ],
    [
      'a secret that is computed',
      aWebhook(`verify: { profile: p, secrets: ["{{ trigger.body.x }}"] }`),
      "6:37 triggers[0].verify.secrets[0]: only secret('NAME') can be used here",
    ],
    [
      'a key that is computed',
      aWebhook(`key: "{{ trigger.body.x }}"`),
      "6:10 triggers[0].key: only secret('NAME') can be used here",
    ],
    ['a key of nothing', aWebhook('key: ""'), '6:10 triggers[0].key: must not be empty'],
    [
      'a key longer than a URL should have',
      aWebhook(`key: ${'k'.repeat(257)}`),
      '6:10 triggers[0].key: must NOT have more than 256 characters',
    ],
    [
      'a secret with a name that cannot be',
      aWebhook(`token: { from: "header:K", secrets: ["{{ secret('../x') }}"] }`),
      '6:53 triggers[0].token.secrets[0]: the name of a secret is letters, digits, _ . and -, and starts with a letter or _',
    ],
    [
      'a secret whose template is not closed',
      aWebhook(`token: { from: "header:K", secrets: ["a{{ secret('X')"] }`),
      "6:44 triggers[0].token.secrets[0]: '{{' is not closed by '}}'",
    ],
    [
      'an address that is none',
      aWebhook('ip: [300.1.1.1]'),
      '6:10 triggers[0].ip[0]: must be an IP address or a range such as 203.0.113.0/24',
    ],
    [
      'an octal address',
      aWebhook('ip: [010.1.1.1/8]'),
      '6:10 triggers[0].ip[0]: must be an IP address or a range such as 203.0.113.0/24',
    ],
    [
      'no time at all',
      aTask('type: audit.log\nmessage: hi\ntimeout: 0s'),
      '10:14 tasks[1].timeout: must be more than nothing and at most 1d',
    ],
    [
      'a ceiling below the interval',
      aTask('type: audit.log\nmessage: hi\nretry: { interval: 1m, maxInterval: 1s }'),
      '10:41 tasks[1].retry.maxInterval: must not be shorter than interval (60s)',
    ],
  ])('%s', (_name, text, line) => {
    expect(faultsOf(text)).toEqual([line]);
  });

  it.each([
    ['verify', `verify: { profile: p, secrets: ["{{ secret('A') }}", "whsec_{{ secret(\\"B\\") }}"] }`],
    ['token', `token: { from: "header:X-Key", scheme: Bearer, secrets: ["{{ secret('A') }}"] }`],
    ['key', `key: "{{ secret('WEBHOOK_KEY') }}"`],
    ['ip', 'ip: [203.0.113.7, "2001:db8::/32"]'],
    ['open', 'open: true'],
  ])('a webhook with %s is fine', (_name, proof) => {
    expect(warningsOf(aWebhook(proof))).toEqual([]);
  });

  it('warns of a secret in clear, and of an open door beside a lock', () => {
    const text = aWebhook('token: { from: "header:X-Key", secrets: [hunter2] }\nopen: true');

    expect(warningsOf(text)).toEqual([
      "6:46 triggers[0].token.secrets[0]: this secret stands in the document for all to read, use {{ secret('NAME') }}",
      '7:11 triggers[0].open: open: true changes nothing beside token, which still must hold',
    ]);
  });
});

describe('whatever the text', () => {
  it('tells all faults at once, in the order of the text', () => {
    const text = aWorkflow({ top: 'nam: x\ntimeout: soon\n' }) + '  - { id: first, type: nothing }\n';

    expect(faultsOf(text).map((line) => line.split(': ')[0])).toEqual([
      '3:1 nam',
      '4:10 timeout',
      '9:11 tasks[1].id',
      '9:24 tasks[1].type',
    ]);
  });
  it('parsing gives a document or faults within the text, and never throws', { timeout: 30_000 }, () => {
    const noise = fc.array(
      fc.constantFrom(
        'id: a',
        'namespace: b',
        'tasks:',
        '- ',
        '  ',
        '\n',
        '{',
        '}',
        '[',
        ']',
        '&a ',
        '*a ',
        '!!x ',
        '"',
        "'",
        '|',
        ': ',
        '? ',
        '{{ trigger',
        ' }}',
        '\t',
        '#',
        '---',
        '%YAML 1.1\n',
        '<<: ',
        'type: event',
        'é😀',
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          noise.map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const { document, faults } = parseWorkflow(text, { catalog: CATALOG });
          const lines = text.split('\n').length;

          expect(document === undefined).toBe(faults.length > 0);
          expect(
            faults.every((fault) => fault.line >= 1 && fault.line <= lines + 1 && fault.column >= 1),
          ).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('any JSON value is refused with faults, or is a workflow', () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.jsonValue(),
          tasks: fc.jsonValue(),
          triggers: fc.jsonValue(),
          lane: fc.jsonValue(),
        }),
        (value) => {
          expect(parseWorkflow(JSON.stringify(value), { catalog: CATALOG }).faults.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

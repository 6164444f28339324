import { describe, expect, it } from 'vitest';
import { aTask, aWebhook, aWorkflow } from '../../test/support/a-workflow.js';
import { missingNames } from './check-names.js';
import { faultLine } from './fault.js';

const KNOWN = {
  secrets: ['API_KEY', 'SIGNING'],
  shownSecrets: ['API_KEY', 'SIGNING'],
  variables: ['REGION'],
  directories: ['main', 'okta'],
  sources: ['auth-platform'],
  workflows: ['acme/grant', 'acme.other/take'],
  isInSight: () => true,
  where: 'acme in staging',
};

const missing = (text: string): string[] => missingNames(text, KNOWN).map((fault) => faultLine(fault));

describe('a document that names what is not there', () => {
  it.each([
    [
      'a secret of a task',
      aTask(`type: log\nmessage: "{{ secret('API_KYE') }}"`),
      ["9:14 tasks[1].message: there is no secret 'API_KYE' for acme in staging (did you mean 'API_KEY'?)"],
    ],
    [
      'a secret that is like none',
      aTask(`type: log\nmessage: "{{ secret('OTHER_THING') }}"`),
      ["9:14 tasks[1].message: there is no secret 'OTHER_THING' for acme in staging"],
    ],
    [
      'a variable of a condition',
      aTask(`type: log\nif: var('REGOIN') == 'x'\nmessage: x`),
      ["9:9 tasks[1].if: there is no variable 'REGOIN' for acme in staging (did you mean 'REGION'?)"],
    ],
    [
      'a secret of a proof',
      aWebhook(`verify: { profile: x, secrets: ["{{ secret('SIGNNG') }}"] }`),
      [
        "6:37 triggers[0].verify.secrets[0]: there is no secret 'SIGNNG' for acme in staging (did you mean 'SIGNING'?)",
      ],
    ],
    [
      'a variable of a trigger',
      aWebhook(`open: true\nwhen: "var('A') && var('B')"\ninputs: { x: { y: ["{{ var('A') }}"] } }`),
      [
        "7:11 triggers[0].when: there is no variable 'A' for acme in staging",
        "7:11 triggers[0].when: there is no variable 'B' for acme in staging",
        "8:24 triggers[0].inputs.x.y[0]: there is no variable 'A' for acme in staging",
      ],
    ],
    [
      'a secret under a name that elsewhere is a condition',
      aTask(`type: set\nvalues: { if: "{{ secret('HIDDEN') }}" }`),
      ["9:19 tasks[1].values.if: there is no secret 'HIDDEN' for acme in staging"],
    ],
    [
      'a variable of a lane',
      aWorkflow({ top: `lane: "{{ var('TEAM') }}"\n` }),
      ["3:7 lane: there is no variable 'TEAM' for acme in staging"],
    ],
    [
      'a source of a trigger',
      aWorkflow({ triggers: 'triggers:\n  - { id: t, type: event, source: auth-platfrom, events: [x] }\n' }),
      [
        "4:35 triggers[0].source: there is no source 'auth-platfrom' for acme in staging (did you mean 'auth-platform'?)",
      ],
    ],
    [
      'a source of a wait',
      aTask('type: wait\nevent: { source: hr, events: [x] }'),
      ["9:22 tasks[1].event.source: there is no source 'hr' for acme in staging"],
    ],
    [
      'a directory',
      aTask('type: user.update\ndirectory: okto\nuser: x\nset: {}'),
      ["9:16 tasks[1].directory: there is no directory 'okto' for acme in staging (did you mean 'okta'?)"],
    ],
    [
      'another workflow',
      aTask('type: subflow\nworkflow: grnat'),
      [
        "9:15 tasks[1].workflow: there is no workflow 'acme/grnat' for acme in staging (did you mean 'acme/grant'?)",
      ],
    ],
  ])('is told so: %s', (_, text, lines) => {
    expect(missing(text)).toEqual(lines);
  });

  it.each([
    ['what is there', aTask(`type: log\nmessage: "{{ secret('API_KEY') }} {{ var('REGION') }}"`)],
    [
      'text that only looks like a call',
      aTask(`type: log\nmessage: "secret('NONE') and {{ \\"var('NONE')\\" }}"`),
    ],
    [
      'text under a name that elsewhere is a condition',
      aTask(`type: set\nvalues: { if: "it (rains", when: "var('NONE'" }`),
    ],
    [
      'directories and workflows that are there, or computed',
      aTask('type: user.update\ndirectory: \'{{ var("REGION") }}\'\nuser: x\nset: {}\n') +
        '  - { id: a, type: user.update, directory: okta, user: x, set: {} }\n' +
        '  - { id: b, type: subflow, workflow: grant }\n  - { id: c, type: subflow, workflow: acme.other/take }\n',
    ],
    ['no document at all', '- ['],
    ['nothing', ''],
  ])('is not told of %s', (_, text) => {
    expect(missing(text)).toEqual([]);
  });
});

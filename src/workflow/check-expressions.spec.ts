import { describe, expect, it } from 'vitest';

import { aTask, aWebhook, aWorkflow, faultsOf, warningsOf } from '../../test/support/a-workflow.js';

describe('what expressions may not do', () => {
  it.each([
    [
      'a fault in an expression',
      aTask('type: audit.log\nmessage: "hi {{ lowr(1) }}"'),
      "9:21 tasks[1].message: unknown function 'lowr()', did you mean 'lower()'?",
    ],
    [
      'a fault in a block of text',
      aTask('type: audit.log\nmessage: |\n  one\n  two {{ 1 + }}'),
      '11:18 tasks[1].message: unexpected token: the end of the expression',
    ],
    [
      'a later task',
      aWorkflow({ task: '' }).replace('hello', '"{{ tasks.first.output }}"'),
      "6:14 tasks[0].message: task 'first' has not run yet here, only tasks above can be read",
    ],
    [
      'an unknown task',
      aTask('type: audit.log\nmessage: "{{ tasks.fist.output }}"'),
      "9:14 tasks[1].message: there is no task 'fist' (did you mean 'first'?)",
    ],
    [
      'an unknown member of a task',
      aTask('type: audit.log\nmessage: "{{ tasks.first.outputs }}"'),
      "9:14 tasks[1].message: tasks.first has no member 'outputs', it has output, status, error (did you mean 'output'?)",
    ],
    [
      'an unknown member of the trigger',
      aTask('type: audit.log\nif: trigger.boby.x\nmessage: x'),
      "9:9 tasks[1].if: trigger has no member 'boby', it has type, commonType, id, subject, time, body, headers, parameters, source, hook (did you mean 'body'?)",
    ],
    [
      'a task that is computed',
      aTask('type: audit.log\nmessage: "{{ tasks[trigger.id].output }}"'),
      '9:14 tasks[1].message: name the task that is meant, as in tasks.profile.output',
    ],
    [
      'braces in a condition',
      aTask('type: audit.log\nif: "{{ true }}"\nmessage: x'),
      '9:9 tasks[1].if: is an expression already, write it without {{ }}',
    ],
    [
      'a task in a lane',
      aWorkflow({ top: 'lane: "{{ tasks.first.output }}"\n' }),
      '3:7 lane: tasks is not known here: this is decided before the execution starts',
    ],
    [
      'a secret in a lane',
      aWorkflow({ top: `lane: "{{ secret('A') }}"\n` }),
      '3:7 lane: secret() cannot be used here, for what this gives is stored or shown',
    ],
    [
      'a secret for a subflow',
      aTask(`type: subflow\nworkflow: other\ninputs: { key: "{{ secret('A') }}" }`),
      '10:20 tasks[1].inputs.key: secret() cannot be used here, for what this gives is stored or shown',
    ],
    [
      'a secret in the subject of an event',
      aTask(`type: wait\nevent: { source: s, events: [e], subject: "{{ secret('A') }}" }`),
      '9:47 tasks[1].event.subject: secret() cannot be used here, for what this gives is stored or shown',
    ],
    [
      'an execution in a condition of a trigger',
      aWebhook('open: true\nwhen: execution.id == "x"'),
      '7:11 triggers[0].when: execution is not known here: this is decided before the execution starts',
    ],
  ])('%s', (_name, text, line) => {
    expect(faultsOf(text)).toEqual([line]);
  });

  it('a member of an output that its type does not have is a warning', () => {
    const update = '  - id: up\n    type: user.update\n    user: u\n    set: {}\n';
    const read = (member: string): string =>
      `${aWorkflow({ task: update })}  - { id: read, type: audit.log, message: "{{ tasks.up.output.${member} }}" }\n`;

    expect(warningsOf(read('changd'))).toEqual([
      "11:47 tasks[2].message: tasks.up.output has no member 'changd' (did you mean 'changed'?)",
    ]);
    expect(warningsOf(read('changed'))).toEqual([]);
    expect(warningsOf(read('user.email'))).toEqual([]);
  });
});

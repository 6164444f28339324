import { describe, expect, it } from 'vitest';

import { aTask, aWorkflow, faultsOf } from '../../test/support/a-workflow.js';

describe('what is none of the permitted values is told them', () => {
  it.each<[string, string, unknown]>([
    [
      'a task type that is nothing like one',
      aTask('type: slack'),
      expect.stringMatching(
        /^8:11 tasks\[1\]\.type: unknown task type 'slack'; there are .*user\.update, .*subflow, return$/,
      ) as string,
    ],
    [
      'a type of retry that is none',
      aTask('type: audit.log\nmessage: hi\nretry: { type: linear }'),
      '10:20 tasks[1].retry.type: must be one of constant, exponential, random',
    ],
    [
      'a type of field that is none',
      aTask('type: approval\nmessage: hi\nfields: { note: { type: text } }'),
      '10:29 tasks[1].fields.note.type: must be one of string, number, integer, boolean',
    ],
    [
      'cases as a list',
      aTask('type: switch\nvalue: x\ncases: []'),
      '10:12 tasks[1].cases: must be a map of lists of tasks by name, such as gold: [{ id: thank, type: log, message: hi }], not a list',
    ],
    [
      'a length of time without its unit',
      aTask('type: audit.log\nmessage: hi\ntimeout: 30'),
      '10:14 tasks[1].timeout: must be a length of time such as 500ms, 10s, 5m, 1h30m, 1d or PT5M, not a number',
    ],
    [
      'a trigger by the clock',
      aWorkflow({ top: 'triggers: [{ id: t, type: schedule }]\n' }),
      expect.stringMatching(
        /^3:27 triggers\[0\]\.type: must be one of event, .*; there is no schedule: let cron run "signet trigger/,
      ) as string,
    ],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });
});

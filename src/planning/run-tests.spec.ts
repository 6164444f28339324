import { describe, expect, it } from 'vitest';
import { compileWorkflow } from '../workflow/compile.js';
import { faultLine } from '../workflow/fault.js';
import { parseWorkflow } from '../workflow/parse.js';
import { OFFLINE_ACTIONS } from './offline-world.js';
import { readTestFile } from './read-test-file.js';
import { runTests } from './run-tests.js';

const WORKFLOW = `
id: leaver
namespace: acme
triggers:
  - { id: left, type: event, source: hr, events: [user.left] }
tasks:
  - id: ask
    type: http.request
    url: https://hr.example/{{ trigger.subject }}
    auth: { type: oauth2, tokenUrl: https://id.example/token, clientId: us, clientSecret: "{{ secret('HR') }}" }
  - id: off
    type: user.disable
    if: tasks.ask.output.body.left == true
  - { id: role, type: role.remove, directory: okta, role: dev }
  - id: tell
    type: http.request
    method: POST
    url: https://chat.example/post
    headers: { authorization: "Bearer {{ secret('CHAT') }}" }
    body: { text: 'bye {{ trigger.subject }}' }
`;

const CASE = `cases:
  - name: a leaver
    event: { source: hr, type: user.left, subject: ada }
    stubs:
      ask: { output: { status: 200, body: { left: true } } }
    users:
      okta: [{ id: ada, roles: [dev, ops] }]
    expect:
`;

function read(text: string): ReturnType<typeof readTestFile> {
  return readTestFile(text, 'leaver.test.yaml');
}

async function faultsOf(text: string): Promise<string[]> {
  const { file, report } = read(text);
  if (!file) {
    return report.faults.map((fault) => faultLine(fault));
  }
  const { document } = parseWorkflow(WORKFLOW, { catalog: OFFLINE_ACTIONS });
  const results = await runTests(file, compileWorkflow(document!), report);
  expect(results.map(({ passed, faults }) => passed === (faults.length === 0))).not.toContain(false);
  return results.flatMap(({ faults }) => faults.map((fault) => faultLine(fault)));
}

describe('a test case', () => {
  it('passes when all is as expected: status, tasks, outputs, effects', async () => {
    const faults = await faultsOf(`${CASE}      status: succeeded
      trigger: left
      tasks: { ask: succeeded, off: succeeded }
      outputs: { role: { changed: true, user: { roles: [ops] } } }
      effects:
        - { task: ask, call: GET, url: https://hr.example/ada }
        - { change: user.disable, directory: main, user: ada, difference: { active: { from: true, to: false } } }
        - { change: role.remove, directory: okta }
        - { call: POST, body: { text: bye ada } }
`);

    expect(faults).toEqual([]);
  });

  it('fails where it is not, with the line of the expectation', async () => {
    const faults = await faultsOf(`${CASE}      status: dead
      tasks: { off: skipped, none: succeeded, role: absent }
      outputs: { role: { changed: false } }
      effects: [{ call: GET }]
`);

    expect(faults).toEqual([
      'leaver.test.yaml:9:15 cases[0].expect.status: expected "dead", but it is "succeeded"',
      'leaver.test.yaml:10:21 cases[0].expect.tasks.off: expected skipped, but it is succeeded',
      'leaver.test.yaml:10:36 cases[0].expect.tasks.none: expected succeeded, but it does not run',
      'leaver.test.yaml:10:53 cases[0].expect.tasks.role: expected absent, but it is succeeded',
      'leaver.test.yaml:11:35 cases[0].expect.outputs.role.changed: expected false, but it is true',
      'leaver.test.yaml:12:16 cases[0].expect.effects: expected 1 effects, but there are 4: ask GET, off user.disable, role role.remove, tell POST',
    ]);
  });

  it('may let a task fail, and expect what comes of it', async () => {
    const faults = await faultsOf(
      CASE.replace('{ output: { status: 200, body: { left: true } } }', '{ error: hr is down }') +
        '      { status: dead, error: hr is down, tasks: { ask: failed, off: absent } }\n',
    );

    expect(faults).toEqual([]);
  });

  it('may expect that nothing runs', async () => {
    const faults = await faultsOf(
      CASE.replace('user.left', 'user.joined') + '      { status: unmatched, trigger: null }\n',
    );

    expect(faults).toEqual([]);
  });

  it.each([
    ['cases: []', /1:8 cases: /],
    ['cases:\n  - name: x\n    event: {}\n    expct: {}', /did you mean 'expect'/],
    [`${CASE}      status: fine\n`, /9:15 .*status/],
    [
      `${CASE.replace('ask:', 'aks:')}      status: succeeded\n`,
      /5:7 cases\[0\].stubs.aks: the workflow has no task aks/,
    ],
    [CASE.replace('    expect:', '    trigger: none\n    expect: {}'), /the workflow has no such trigger/],
    [CASE.replace('    expect:', '    now: soon\n    expect: {}'), /8:10 cases\[0\].now: must be a time/],
    ['cases: [', /leaver.test.yaml:1/],
  ])('that is wrong itself is told with its line: %s', async (text, fault) => {
    expect((await faultsOf(text)).join('\n')).toMatch(fault);
  });

  it('is not passed by the hundredth failure before it', async () => {
    const many = Array.from({ length: 120 }, () => CASE.replace('cases:\n', '') + '      status: dead\n');
    const { file, report } = read(`cases:\n${many.join('')}`);
    const { document } = parseWorkflow(WORKFLOW, { catalog: OFFLINE_ACTIONS });

    const results = await runTests(file!, compileWorkflow(document!), report);

    expect(results.filter(({ passed }) => passed)).toEqual([]);
  });
});

describe('what is waited for in a test case', () => {
  const WAITS = `
id: waits
namespace: acme
tasks:
  - { id: login, type: wait, event: { source: idp, events: [login], when: event.body.ok }, timeout: 1d }
  - id: ask
    type: approval
    message: sure?
    onExpiry: [{ id: late, type: log, message: late }]
`;
  const outcome = async (stubs: string, expected: string): Promise<string[]> => {
    const text = `cases: [{ name: one, event: { subject: ada }, stubs: ${stubs}, expect: ${expected} }]`;
    const { file, report } = read(text);
    const { document } = parseWorkflow(WAITS, { catalog: OFFLINE_ACTIONS });
    const results = await runTests(file!, compileWorkflow(document!), report);
    return results.flatMap(({ faults }) => faults.map((fault) => faultLine(fault)));
  };

  it.each([
    [
      'nothing: no event and the first outcome',
      '{}',
      '{ login: { timedOut: true }, ask: { outcome: approve } }',
    ],
    [
      'an event and an outcome',
      '{ login: { output: { timedOut: false, type: login, body: { ok: true } } }, ask: { output: { outcome: reject, fields: { a: 1 } } } }',
      '{ login: { timedOut: false, type: login }, ask: { outcome: reject, fields: { a: 1 } } }',
    ],
    [
      'an event the condition does not take, and nobody who decides',
      '{ login: { output: { timedOut: false, body: { ok: false } } }, ask: { output: { expired: true } } }',
      '{ login: { timedOut: true }, ask: { expired: true, outcome: null } }',
    ],
  ])('is as stubs say: %s', async (_, stubs, outputs) => {
    expect(await outcome(stubs, `{ status: succeeded, outputs: ${outputs} }`)).toEqual([]);
  });
});

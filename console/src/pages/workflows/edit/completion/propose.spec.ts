import { describe, expect, it } from 'vitest';
import { builtInActions } from '../../../../../../src/actions/built-in-actions.js';
import { createActionRegistry } from '../../../../../../src/actions/registry.js';
import { GuardedClient } from '../../../../../../src/outbound/guarded-client.js';
import { FUNCTION_NAMES } from '../../../../../../src/workflow/expression/call.js';
import { readTemplate, TEMPLATES } from '../../../../../../src/workflow/templates/templates.js';
import { workflowSchema } from '../../../../../../src/workflow/schema.js';
import type { KnownNames } from './expression-proposals';
import { FUNCTIONS } from './functions';
import type { Proposal } from './proposal';
import { propose } from './propose';

const SCHEMA = workflowSchema(createActionRegistry(builtInActions(new GuardedClient({ allow: [] }))));
const of = (namespace: string, name: string, environment: string | null = null) => ({
  name,
  namespace,
  environment,
});
const KNOWN: KnownNames = {
  environment: 'staging',
  secrets: [
    of('acme', 'API_KEY'),
    of('acme.identity', 'CRM', 'staging'),
    of('acme.identity', 'LIVE', 'production'),
    of('acme.other', 'NOT_OURS'),
  ],
  variables: [of('acme', 'REGION')],
};

/** The cursor is the `|`. */
function at(text: string): {
  proposals: readonly Proposal[];
  labels: string[];
  apply: (label: string) => string;
} {
  const position = text.indexOf('|');
  const written = text.replace('|', '');
  const found = propose(written, position, SCHEMA, KNOWN);
  const proposals = found?.proposals ?? [];
  return {
    proposals,
    labels: proposals.map(({ label }) => label),
    apply: (label) => {
      const {
        insert = label,
        cursor = insert.length,
        back = 0,
        eats = 0,
      } = proposals.find((one) => one.label === label)!;
      const begun = written.slice(0, found!.from - back);
      return `${begun}${insert.slice(0, cursor)}|${insert.slice(cursor)}${written.slice(position + eats)}`;
    },
  };
}

const labelsAt = (text: string): string[] => at(text).labels;
const infoOf = (text: string, label: string) => at(text).proposals.find((one) => one.label === label);

const FLOW = `id: a
namespace: acme.identity
triggers:
  - id: hook
    type: webhook
    parameters: { userId: { type: string, description: Who it is } }
tasks:
  - id: profile
    type: user.get
  - id: audit-log
    type: audit.log
    message: "|"
  - id: later
    type: log
    message: x
`;
const inMessage = (expression: string) => FLOW.replace('|', expression);

describe('keys', () => {
  it('of a document are those it does not have yet, wherever the cursor is', () => {
    const labels = labelsAt('id: a\n|\ntasks: []\n');
    expect(labels).toEqual(expect.arrayContaining(['namespace', 'triggers', 'lane', 'response']));
    expect(labels).not.toContain('id');
    expect(labels).not.toContain('tasks');
    expect(labelsAt('|')).toContain('id');
    expect(labelsAt('ta|')).toContain('tasks');
  });

  it('of a map are its own', () => {
    expect(labelsAt('id: a\nconcurrency:\n  |\ntasks: []')).toEqual(['limit', 'overflow']);
    expect(labelsAt('id: a\nconcurrency:\n  limit: 3\n  ov|\ntasks: []')).toEqual(['overflow']);
    expect(labelsAt('concurrency: { limit: 3, | }')).toEqual(['overflow']);
    expect(labelsAt('labels:\n  |')).toEqual([]);
  });

  it('of a task are what all tasks have, until its type is known; then what the type takes', () => {
    expect(labelsAt('tasks:\n  - |')).toEqual(['type', 'id', 'if', 'continueOnError']);
    const task = 'tasks:\n  - id: a\n    type: http.request\n    |\n  - id: b\n    type: log\n';
    expect(labelsAt(task)).toEqual(expect.arrayContaining(['method', 'url', 'headers', 'retry', 'undo']));
    expect(labelsAt(task)).not.toContain('message');
    expect(labelsAt('tasks:\n  - id: a\n    type: user.get\n    retry:\n      |')).toContain('maxAttempts');
  });

  it('are known in blocks of flow tasks, too', () => {
    const text = `tasks:
  - id: each
    type: forEach
    values: [1]
    tasks:
      - id: choose
        type: switch
        cases:
          gold:
            - id: x
              type: audit.log
              |`;
    expect(labelsAt(text)).toContain('verb');
  });

  it('tell what they are', () => {
    const text = 'tasks:\n  - id: a\n    type: http.request\n    |';
    expect(infoOf(text, 'url')).toMatchObject({
      kind: 'key',
      detail: 'text, needed',
      info: expect.stringMatching(/./),
    });
    expect(infoOf(text, 'undo')!.info).toBe('The action that takes it back');
    expect(infoOf('|', 'errors')).toMatchObject({ detail: 'list', info: 'Run when the execution fails' });
  });

  it('say what they are, all of them', () => {
    const types = (block: string) => labelsAt(`${block}:\n  - type: |`);
    const begun = (block: string) => (type: string) => `${block}:\n  - type: ${type}\n    |`;
    const maps = ['concurrency', 'limits', 'limits:\n  requests', 'response', 'response:\n  failed'];
    const inTrigger = ['verify', 'token', 'event', 'limits', 'callback', 'parameters:\n      a'];
    for (const text of [
      '|',
      ...types('tasks').map(begun('tasks')),
      ...types('triggers').map(begun('triggers')),
      ...maps.map((map) => `${map}:\n    |`),
      ...inTrigger.map((map) => `triggers:\n  - type: webhook\n    ${map}:\n        |`),
      'tasks:\n  - type: wait\n    event:\n      |',
      'tasks:\n  - type: log\n    retry:\n      |',
      'tasks:\n  - type: approval\n    fields:\n      a:\n        |',
    ]) {
      const { proposals } = at(text);
      expect([text, proposals.length]).not.toEqual([text, 0]);
      expect([text, proposals.filter(({ info }) => info === undefined)]).toEqual([text, []]);
    }
  });

  it('are written so that one can go on behind them', () => {
    expect(at('la|').apply('lane')).toBe('lane: |');
    expect(at('id: a\nta|').apply('tasks')).toBe('id: a\ntasks:\n  - |');
    expect(at('tasks:\n  - id: a\n    type: log\n    re|').apply('retry')).toBe(
      'tasks:\n  - id: a\n    type: log\n    retry:\n      |',
    );
    expect(at('na|e: x').apply('namespace')).toBe('namespace|e: x');
  });

  it('are known in JSON, with their quotes', () => {
    expect(at('{"id": "a", "na|"}').apply('namespace')).toBe('{"id": "a", "namespace": |}');
    expect(at('{"id": "a", "na|').apply('namespace')).toBe('{"id": "a", "namespace": |');
    expect(at('{\n  "id": "a",\n  |\n}').apply('lane')).toBe('{\n  "id": "a",\n  "lane": |\n}');
    expect(labelsAt('{"tasks": [{"id": "a", "type": "log", "|"}]}')).toContain('message');
    expect(at('{"na|": "x"}').apply('namespace')).toBe('{"namespace|": "x"}');
  });

  it('are none in a comment, in text, or behind a value', () => {
    for (const text of ['id: a # |', 'description: some te|', 'description: >-\n  id|\n']) {
      expect([text, labelsAt(text)]).toEqual([text, []]);
    }
  });
});

describe('values', () => {
  it('are those of an enum, and of a switch', () => {
    expect(labelsAt('concurrency:\n  overflow: |')).toEqual(['queue', 'cancel', 'fail']);
    expect(labelsAt('compensate: |')).toEqual(['true', 'false']);
    expect(infoOf('triggers:\n  - id: a\n    type: event\n    reentry: |', 'avoid')!.detail).toBe(
      'as if not said',
    );
    expect(infoOf('triggers:\n  - id: a\n    type: event\n    enabled: |', 'true')!.detail).toBe(
      'as if not said',
    );
    expect(labelsAt('tasks:\n  - id: a\n    type: log\n    retry: { type: | }')).toContain('exponential');
    expect(at('{"concurrency": {"overflow": "|').apply('cancel')).toBe(
      '{"concurrency": {"overflow": "cancel"|',
    );
    expect(at('{"concurrency": {"overflow": "|"}}').apply('cancel')).toBe(
      '{"concurrency": {"overflow": "cancel"|}}',
    );
    expect(at('{"concurrency": {"overflow": |}}').apply('cancel')).toBe(
      '{"concurrency": {"overflow": "cancel"|}}',
    );
  });

  it('of the type of a task are the actions, with what each does and takes', () => {
    const text = 'tasks:\n  - id: a\n    type: |\n';
    expect(labelsAt(text)).toEqual(
      expect.arrayContaining(['user.get', 'http.request', 'forEach', 'approval']),
    );
    const { info } = infoOf(text, 'http.request')!;
    expect(info).toMatch(/^\w.*Takes .*url \(needed\)/);
    expect(labelsAt('tasks:\n  - id: a\n    type: user.g|')).toContain('user.get');
    expect(labelsAt('triggers:\n  - id: a\n    type: |')).toEqual(
      expect.arrayContaining(['event', 'webhook']),
    );
  });

  it('of a type bring the keys that it needs, and none that is there', () => {
    expect(at('tasks:\n  - id: a\n    type: |\n').apply('role.assign')).toBe(
      'tasks:\n  - id: a\n    type: role.assign\n    role: |\n',
    );
    expect(at('tasks:\n  - id: a\n    type: au|\n    message: x\n').apply('audit.log')).toBe(
      'tasks:\n  - id: a\n    type: audit.log|\n    message: x\n',
    );
  });
});

describe('names in expressions', () => {
  it('are what can be read there, and functions', () => {
    const labels = labelsAt(inMessage('for {{ |'));
    expect(labels).toEqual(
      expect.arrayContaining(['trigger', 'inputs', 'tasks', 'execution', 'workflow', 'secret']),
    );
    expect(labels).not.toContain('each');
    expect(labels).not.toContain('event');
    expect(labelsAt(inMessage('for {{ x }} |'))).toEqual([]);
    expect(labelsAt('lane: "{{ |"')).toContain('trigger');
    expect(labelsAt('lane: "{{ |"')).not.toContain('tasks');
    expect(labelsAt('lane: "{{ |"')).not.toContain('secret');
  });

  it('are the members of each', () => {
    expect(labelsAt(inMessage('{{ trigger.|'))).toEqual(expect.arrayContaining(['type', 'subject', 'body']));
    expect(labelsAt(inMessage('{{ trigger.body.|'))).toEqual([]);
    expect(labelsAt(inMessage('{{ inputs.| }}'))).toEqual(['userId']);
    expect(infoOf(inMessage('{{ inputs.us| }}'), 'userId')!.info).toBe('Who it is');
    expect(labelsAt(inMessage('{{ workflow.|'))).toContain('revision');
  });

  it('of tasks are those above alone, with what their types give', () => {
    expect(labelsAt(inMessage('{{ tasks.|'))).toEqual(['profile']);
    expect(labelsAt(inMessage('{{ tasks.profile.|'))).toEqual(['output', 'status', 'error']);
    expect(labelsAt(inMessage('{{ size(tasks.profile.output.gr|) }}'))).toContain('groups');
    expect(infoOf(inMessage('{{ tasks.profile.output.|'), 'active')!.info).toBe(
      'Whether the user may sign in.',
    );
    expect(labelsAt(inMessage('{{ tasks.later.|'))).toEqual([]);
  });

  it('of a task that is no plain name are quoted', () => {
    const text = FLOW.replace('message: "|"', 'message: y').replace('message: x', 'message: "{{ tasks.| }}"');
    expect(at(text).apply('audit-log')).toContain("{{ tasks['audit-log']| }}");
    expect(labelsAt(text.replace('tasks.|', "tasks['audit-log'].|"))).toContain('output');
  });

  it('stand bare in conditions', () => {
    expect(labelsAt('tasks:\n  - id: a\n    type: log\n    if: tri|')).toContain('trigger');
    expect(labelsAt("tasks:\n  - id: a\n    type: log\n    if: trigger.type == 'x' && trigger.|")).toContain(
      'body',
    );
    expect(labelsAt('{"tasks": [{"id": "a", "type": "log", "if": "trigger.|"}]}')).toContain('body');
    expect(labelsAt("tasks:\n  - id: a\n    type: log\n    if: trigger.type == 'us|")).toEqual([]);
  });

  it('of a loop and of an event that is waited for are known in them alone', () => {
    const loop =
      'tasks:\n  - id: l\n    type: forEach\n    values: [1]\n    tasks:\n      - id: x\n        type: log\n';
    expect(labelsAt(`${loop}        message: "{{ |`)).toContain('each');
    expect(labelsAt(`${loop}        message: "{{ each.parent.|`)).toContain('index');
    expect(labelsAt(`${loop}        message: y\n  - id: z\n    type: log\n    message: "{{ tasks.|`)).toEqual(
      ['l'],
    );
    const wait =
      'tasks:\n  - id: w\n    type: wait\n    event:\n      source: s\n      events: [a]\n      when: |';
    expect(labelsAt(wait)).toContain('event');
  });

  it('of secrets and variables are those of the namespace and the environment', () => {
    expect(labelsAt(inMessage("{{ secret('|"))).toEqual(['API_KEY', 'CRM']);
    expect(labelsAt(inMessage("{{ var('R|') }}"))).toEqual(['REGION']);
    expect(at(inMessage('{{ sec|')).apply('secret')).toContain("{{ secret('|')");
  });

  it('are known in text that goes over lines', () => {
    const text = FLOW.replace('message: "|"', 'message: >-\n      hello\n      {{ tasks.|');
    expect(labelsAt(text)).toEqual(['profile']);
  });
});

describe('in the templates', () => {
  it("what stands there as a key is among those that are proposed, but for names of one's own", () => {
    for (const { name } of TEMPLATES) {
      const text = readTemplate(name);
      for (const { index, 0: line, 1: key } of text.matchAll(/^ *(?:- )*(\w+):/gm)) {
        const position = index + line.length - key!.length - 1;
        const found = propose(text, position, SCHEMA, KNOWN)?.proposals.map(({ label }) => label) ?? [key!];
        expect([name, line, found]).toEqual([name, line, expect.arrayContaining([key!])]);
      }
    }
  });

  it('nothing is proposed twice, at whatever place they are cut off', () => {
    for (const { name } of TEMPLATES) {
      const text = readTemplate(name);
      for (let end = 0; end <= text.length; end += 7) {
        const found = propose(text.slice(0, end), end, SCHEMA, KNOWN);
        const labels = found?.proposals.map(({ label }) => label) ?? [];
        expect([name, end, labels]).toEqual([name, end, [...new Set(labels)]]);
      }
    }
  });
});

it('functions are those of the language', () => {
  expect(Object.keys(FUNCTIONS).toSorted()).toEqual([...FUNCTION_NAMES].toSorted());
});

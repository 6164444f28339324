import { describe, expect, it } from 'vitest';

import { Gate } from '../gate.js';
import type { Hook } from '../hook.js';
import { NO_KEY_SETS } from '../verification/key-sets.js';
import { tokenDigest } from '../verification/token.js';
import { type WorkflowHook, WorkflowHooks } from '../workflow-hooks.js';
import { firstHook, provenHook } from './proven-hook.js';

const KNOWN = new Set(['production', 'staging', 'empty']);

/** A hook that opens to one key. */
function aHook(id: string, key: string, enabled = true): WorkflowHook {
  const parts = { secrets: [], config: {}, open: false, naming: () => null, trustedProxies: [] };
  const desk = { mayAnswer: () => true, visit: () => undefined };
  const gate = new Gate({ ...parts, key: { digests: [tokenDigest(key)] } }, NO_KEY_SETS, desk);
  return { hook: { id, gate } as Hook, enabled };
}

function aWorkflow(hooks: Readonly<Record<string, readonly WorkflowHook[]>>): WorkflowHooks {
  const workflow = new WorkflowHooks('w', 'main', 'acme', 'one');
  for (const [environment, all] of Object.entries(hooks)) {
    all.forEach((hook) => workflow.add(environment, hook));
  }
  return workflow;
}

const WORKFLOW = aWorkflow({
  production: [
    aHook('off', 'of-off', false),
    aHook('first', 'shared'),
    aHook('second', 'shared'),
    aHook('third', 'own'),
  ],
  staging: [aHook('tried', 'tried')],
});

const prove = (key: string, environment = 'production', workflow: WorkflowHooks | undefined = WORKFLOW) => {
  const proven = provenHook(workflow, environment, KNOWN, (gate) => gate.takesKey(key));
  return proven.kind === 'unproven'
    ? `unproven, meant ${proven.hook?.id ?? 'nothing'}`
    : proven.found.kind === 'hook'
      ? proven.found.hook.id
      : proven.found.kind;
};

describe('what is shown', () => {
  it.each([
    ['opens the hook that takes it', 'own', 'production', 'third'],
    ['opens the first of several', 'shared', 'production', 'first'],
    ['opens nothing that is switched off, and says so', 'of-off', 'production', 'unknown'],
    ['opens nothing in an environment where another opens', 'tried', 'production', 'unproven, meant first'],
    ['opens nothing where nothing is deployed, and says so', 'own', 'empty', 'unknown'],
    ['tells that there is no such environment', 'tried', 'nowhere', 'no_environment'],
    ['tells nothing when it opens nothing anywhere', 'wrong', 'nowhere', 'unproven, meant nothing'],
  ])('%s', (_, key, environment, expected) => {
    expect(prove(key, environment)).toBe(expected);
  });

  it('opens nothing of a workflow that is not there', () => {
    expect(provenHook(undefined, 'production', KNOWN, () => true)).toEqual({ kind: 'unproven', hook: null });
  });

  it('cannot be told while a hook that may take it cannot be opened, unless another takes it', () => {
    const stuck = aWorkflow({ production: [{ hook: null, enabled: true }, aHook('other', 'other')] });
    expect([prove('other', 'production', stuck), prove('wrong', 'production', stuck)]).toEqual([
      'other',
      'stuck',
    ]);
    const off = aWorkflow({ production: [{ hook: null, enabled: false }] });
    expect(prove('wrong', 'production', off)).toBe('unproven, meant nothing');
  });

  it('is shown to every candidate, whichever takes it', () => {
    const asked: Gate[] = [];
    provenHook(WORKFLOW, 'production', KNOWN, (gate) => {
      asked.push(gate);
      return true;
    });
    expect(asked).toHaveLength(4);
  });
});

describe('the first hook', () => {
  it('is the first that is switched on; else it is told where there is none', () => {
    expect(firstHook(WORKFLOW, 'production', KNOWN)).toMatchObject({ kind: 'hook', hook: { id: 'first' } });
    expect(firstHook(WORKFLOW, 'empty', KNOWN)).toEqual({ kind: 'unknown' });
    expect(firstHook(WORKFLOW, 'nowhere', KNOWN)).toEqual({ kind: 'no_environment' });
    const stuck = aWorkflow({ production: [{ hook: null, enabled: true }] });
    expect(firstHook(stuck, 'production', KNOWN)).toEqual({ kind: 'stuck' });
  });
});

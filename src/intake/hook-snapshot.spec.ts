import { describe, expect, it } from 'vitest';
import type { Deployed, Hook } from './hook.js';
import { HookSnapshot } from './hook-snapshot.js';

const ADDRESS = 'a'.repeat(64);
const production = { tenant: 'main', environment: 'production' };
const staging = { tenant: 'main', environment: 'staging' };

/** The snapshot hands hooks out and looks into none. */
const aHook = (id: string): Hook => ({ id }) as Hook;

/** `main` has two environments, `lyon` has one more of its own. */
function aSnapshot(): HookSnapshot {
  const snapshot = new HookSnapshot();
  snapshot.addEnvironment('main', 'production');
  snapshot.addEnvironment('main', 'staging');
  snapshot.addEnvironment('lyon', 'production');
  snapshot.addEnvironment('lyon', 'lab');
  return snapshot;
}

function deployed(workflowId: string, place: { tenant: string; environment: string }): Deployed {
  const definition = { id: 'on', type: 'event', source: 'platform', events: ['*'], enabled: true } as const;
  return { workflowId, ...place, triggers: [{ definition }] } as unknown as Deployed;
}

describe('events of our own making', () => {
  const changing = (...types: string[]): Deployed => {
    const tasks = types.map((type, n) => [`t${n}`, { kind: 'action', definition: { type } }] as const);
    return { ...deployed('one', production), workflow: { byId: new Map(tasks) } } as unknown as Deployed;
  };

  it('may come where a workflow changes users in a directory of somebody else', () => {
    const snapshot = aSnapshot();
    snapshot.addOutsideDirectory('main');
    snapshot.addDeployed(changing('log', 'role.assign'));
    expect(snapshot.changesUsers('main', 'production')).toBe(true);
    expect(snapshot.changesUsers('main', 'staging')).toBe(false);
    expect(snapshot.changesUsers('lyon', 'production')).toBe(false);
  });

  it('do not come where there is no such directory, or nothing changes users', () => {
    const without = aSnapshot();
    without.addDeployed(changing('user.update'));
    expect(without.changesUsers('main', 'production')).toBe(false);
    const reading = aSnapshot();
    reading.addOutsideDirectory('main');
    reading.addDeployed(changing('http.request', 'user.get', 'set'));
    expect(reading.changesUsers('main', 'production')).toBe(false);
  });
});

describe('a hook', () => {
  it('is found in the environment it is in, and is unknown in the others of its tenant', () => {
    const snapshot = aSnapshot();
    snapshot.addHook(ADDRESS, staging, aHook('one'));

    expect(snapshot.find(ADDRESS, 'staging')).toEqual({ kind: 'hook', hook: { id: 'one' } });
    expect(snapshot.find(ADDRESS, 'production')).toEqual({ kind: 'unknown' });
  });

  it('may be another one in each environment', () => {
    const snapshot = aSnapshot();
    snapshot.addHook(ADDRESS, staging, aHook('one'));
    snapshot.addHook(ADDRESS, production, aHook('two'));

    expect(snapshot.find(ADDRESS, 'staging')).toMatchObject({ hook: { id: 'one' } });
    expect(snapshot.find(ADDRESS, 'production')).toMatchObject({ hook: { id: 'two' } });
  });

  it.each(['nowhere', '', '../x', '\u0000', 'x'.repeat(200), '__proto__', 'constructor', 'lab'])(
    'is nowhere in the environment %j, which its tenant does not have',
    (environment) => {
      const snapshot = aSnapshot();
      snapshot.addHook(ADDRESS, production, aHook('one'));
      expect(snapshot.find(ADDRESS, environment)).toEqual({ kind: 'no_environment' });
    },
  );

  it('that is not there is unknown in every environment, known or not', () => {
    const snapshot = aSnapshot();
    snapshot.addHook(ADDRESS, production, aHook('one'));
    for (const environment of ['production', 'staging', 'nowhere', '']) {
      expect(snapshot.find('b'.repeat(64), environment)).toEqual({ kind: 'unknown' });
    }
  });

  it('that cannot be opened is stuck, where it is', () => {
    const snapshot = aSnapshot();
    snapshot.addHook(ADDRESS, production, null);
    expect(snapshot.find(ADDRESS, 'production')).toEqual({ kind: 'stuck' });
    expect(snapshot.find(ADDRESS, 'staging')).toEqual({ kind: 'unknown' });
  });
});

describe('event triggers', () => {
  it('are those of the tenant and the environment, in the order of their workflows', () => {
    const snapshot = aSnapshot();
    snapshot.addDeployed(deployed('one', production));
    snapshot.addDeployed(deployed('two', staging));
    snapshot.addDeployed(deployed('three', { tenant: 'lyon', environment: 'production' }));
    snapshot.addDeployed(deployed('four', production));
    const ids = (tenant: string, environment: string): string[] =>
      snapshot
        .triggers(tenant, environment)
        .find('platform', ['x'])
        .map(({ workflow }) => workflow.workflowId);

    expect(ids('main', 'production')).toEqual(['one', 'four']);
    expect(ids('main', 'staging')).toEqual(['two']);
    expect(ids('lyon', 'production')).toEqual(['three']);
    expect(ids('lyon', 'staging')).toEqual([]);
  });
});

describe('environments', () => {
  it('are told by tenant, none for a stranger', () => {
    expect([...aSnapshot().environmentsOf('lyon')]).toEqual(['production', 'lab']);
    expect([...aSnapshot().environmentsOf('nobody')]).toEqual([]);
  });
});

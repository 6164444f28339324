/** A SCIM directory behind a token endpoint: set up over the API, called by tasks, looked at by plans. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { DirectoriesService } from '../../src/directories/directories.service.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { TestApi, WITH_ADMIN } from '../support/an-api.js';
import { deploy, type DeployedWorkflow, type Finished, settled } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';
import { ScimServer } from '../support/scim-server.js';
import { tablesWith } from '../support/tables-with.js';
import { TokenServer } from '../support/token-server.js';

let signet: TestSignet;
let scim: ScimServer;
let tokens: TokenServer;
let api: TestApi;
let leaver: DeployedWorkflow;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ...WITH_ADMIN, OUTBOUND_ALLOW: '127.0.0.0/8' } });
  api = new TestApi(signet);
  leaver = await deploy(signet, {
    id: 'leaver',
    triggers: [{ id: 'left', type: 'event', source: 'hr', events: ['user.left'] }],
    tasks: [
      { id: 'off', type: 'user.disable', directory: 'idp', retry: { maxAttempts: 2, interval: 'PT0.01S' } },
      { id: 'read', type: 'user.get', directory: 'idp' },
    ],
  });
});
afterAll(async () => {
  await signet?.stop();
});
beforeEach(async () => {
  tokens = await TokenServer.start();
  const { url: endpoint } = tokens;
  scim = await ScimServer.start({ accepts: (authorization) => tokens.accepts(authorization) });
  scim.addUser({ userName: 'ada', active: true });
  await api.must('PUT', '/directories/idp', {
    type: 'scim',
    url: scim.baseUrl,
    auth: { ...tokens.client, tokenUrl: endpoint, scope: 'scim' },
  });
  signet.part(DirectoriesService).forget();
  return async () => {
    await Promise.all([tokens.stop(), scim.stop()]);
  };
});

async function run(): Promise<Finished> {
  const event = aNewEvent({ workflowId: leaver.id, subject: 'ada' });
  const [id] = await openAll(signet.part(DataSource), [event]);
  return settled(signet, id!);
}

describe('a SCIM directory with a client', () => {
  it('is called with a token that is fetched once, and kept nowhere', async () => {
    const [ada] = [...scim.users.values()];
    const token = (): string => tokens.given[0]!;
    scim.users.set(ada!.id, { ...ada!, nickName: 'none yet' });
    scim.faults.push({
      kind: 'before',
      method: 'PATCH',
      act: () => scim.users.set(ada!.id, { ...scim.users.get(ada!.id)!, nickName: `is ${token()}` }),
    });
    const ended = await run();

    expect([ended.status, ended.last_error]).toEqual(['succeeded', null]);
    expect(scim.users.get(ada!.id)).toMatchObject({ active: false });
    expect(tokens.asked).toHaveLength(1);
    expect(tokens.asked[0]!.fields.get('scope')).toBe('scim');
    const outputs = await signet.rows('select output from task_run where execution_id = $1', [ended.id]);
    expect(JSON.stringify(outputs)).toContain('is [redacted]');
    for (const text of [token(), tokens.clientSecret.slice(0, 6)]) {
      expect(await tablesWith((sql, values) => signet.rows(sql, values), text)).toEqual([]);
    }
  });

  it('that takes the kept token no more is called with a new one', async () => {
    expect((await run()).status).toBe('succeeded');
    tokens.revoke();
    expect((await run()).status).toBe('succeeded');
    expect(tokens.given).toHaveLength(2);
  });

  it('fails its tasks for good when the endpoint does not know the client, and asks nothing of the directory', async () => {
    await api.must('PUT', '/directories/idp', {
      type: 'scim',
      url: scim.baseUrl,
      auth: { ...tokens.client, clientSecret: 'not-the-one' },
    });
    signet.part(DirectoriesService).forget();
    const ended = await run();
    const { host } = new URL(tokens.url);
    expect(ended).toMatchObject({
      status: 'dead',
      reason: 'permanent',
      last_error: {
        code: 'target_refused',
        message: `${host} answered 401 when asked for a token: invalid_client`,
      },
    });
    expect(scim.seen).toEqual([]);
  });

  it('waits for an endpoint that is away for a moment', async () => {
    let failures = 1;
    tokens.answer = (_, response) => void ((failures -= 1) === 0 && response.writeHead(503).end());
    expect((await run()).status).toBe('succeeded');
    expect(tokens.asked).toHaveLength(2);
  });

  it('is not read by a plan, for which no token is fetched: it tells the change, and the call that would come first', async () => {
    const event = { source: 'hr', type: 'user.left', subject: 'ada', body: {} };
    const plan = await api.must('POST', '/workflows/acme/leaver/plan', { event });

    expect([tokens.asked, scim.seen]).toEqual([[], []]);
    const first = { kind: 'call', method: 'GET', url: `${scim.baseUrl}/Users/ada`, body: null, exact: true };
    expect(plan).toMatchObject({
      status: 'succeeded',
      blastRadius: [{ users: 1 }],
      tasks: [
        {
          task: 'off',
          effects: [
            {
              kind: 'change',
              directory: 'idp',
              change: 'user.disable',
              user: 'ada',
              destructive: true,
              changed: null,
            },
            first,
          ],
        },
        { task: 'read', effects: [first] },
      ],
    });
    expect(JSON.stringify(plan)).not.toMatch(/[Bb]earer|c1ient/);
  });

  it('whose client was changed by hand, or belongs to another key, is not called', async () => {
    for (const change of [
      `config = jsonb_set(config, '{auth,method}', '"none"')`,
      `config = config - 'auth'`, // what is sealed there is no token, and is not sent as one
    ]) {
      await signet.rows(`update directory set ${change} where name = 'idp'`);
      signet.part(DirectoriesService).forget();
      expect(await run()).toMatchObject({ status: 'dead', last_error: { code: 'target_refused' } });
    }
    expect([tokens.asked, scim.seen]).toEqual([[], []]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { aToken, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { eventually } from '../support/eventually.js';

let web: TestSignet;
let api: TestApi;

beforeAll(async () => {
  web = await startTestSignet({ env: { ...WITH_ADMIN, ROLE: 'web' } });
  api = new TestApi(web);
});
afterAll(async () => {
  await web?.stop();
});

interface Report {
  readonly ok: boolean;
  readonly execution: string | null;
  readonly hops: readonly { readonly hop: string; readonly status: string; readonly todo: string | null }[];
}

/** Once the last one is a second ago. */
function drill(query = '', caller = api): Promise<Report> {
  return eventually(async () => {
    const { status, body } = await caller.call('POST', `/drill${query}`);
    expect(status).toBe(200);
    return body;
  });
}

const statuses = ({ hops }: Report): string[] => hops.map(({ hop, status }) => `${hop} ${status}`);

describe('a drill', () => {
  it('says how far it came, and what to do, where no worker runs', async () => {
    const report = await drill('?timeoutMs=1500');
    expect(report.ok).toBe(false);
    expect(statuses(report)).toEqual([
      'signed ok',
      'accepted ok',
      'committed ok',
      'claimed failed',
      'settled not_reached',
      'audited not_reached',
    ]);
    expect(report.hops[3]!.todo).toContain('ROLE worker or all');
  });

  describe('with a worker', () => {
    let worker: TestSignet;

    beforeEach(async () => {
      worker = await startTestSignet({ env: { ROLE: 'worker' }, databaseUrl: web.databaseUrl });
      return () => worker.stop();
    });

    it('goes all the way of an event, again and again, and leaves an audit entry', async () => {
      for (let times = 0; times < 2; times += 1) {
        const report = await drill();
        expect(report.hops.filter(({ status }) => status !== 'ok')).toEqual([]);
        expect(report.ok).toBe(true);
        const { body } = await api.call('GET', `/audit-entries?execution=${report.execution}`);
        expect(body).toMatchObject({ items: [{ verb: 'drill.run' }] });
      }
    });

    it('says that the door refuses when its source is switched off', async () => {
      await drill();
      expect(await api.call('POST', '/sources/signet-drill/disable')).toMatchObject({ status: 200 });
      const report = await drill('?timeoutMs=3000');
      expect(statuses(report).slice(0, 3)).toEqual(['signed ok', 'accepted failed', 'committed not_reached']);
      expect(await api.call('POST', '/sources/signet-drill/enable')).toMatchObject({ status: 200 });
    });
  });

  it('is for operators, one in a second, and within bounds', async () => {
    const auditor = new TestApi(
      web,
      await aToken((method, path, body) => api.call(method, path, body), 'auditor'),
    );
    expect(await auditor.call('POST', '/drill')).toMatchObject({ status: 403 });
    expect(await api.call('POST', '/drill?timeoutMs=1')).toMatchObject({ status: 400 });
    const twice = [1, 2].map(() => api.call('POST', '/drill?timeoutMs=500'));
    const answers = await Promise.all(twice);
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});

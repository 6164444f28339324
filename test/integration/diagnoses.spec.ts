/** A5: every refused delivery is logged with its verdict, and with why, for the hook's owner. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { endpointOf, requestOf, runVector } from '../../src/cli/run-vector.js';
import { newId } from '../../src/config/clock.js';
import { DeliveryLog } from '../../src/intake/delivery-log.service.js';
import { Diagnoses } from '../../src/intake/diagnoses.service.js';
import { Gate } from '../../src/intake/gate.js';
import { NO_KEY_SETS } from '../../src/intake/verification/key-sets.js';
import { LOGGER } from '../../src/telemetry/logger.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { presets } from '../fixtures/senders/request.js';
import { vectors } from '../fixtures/senders/vectors.js';
import { aDelivery, post } from '../support/a-delivery.js';
import { ADMIN_TOKEN, anApi } from '../support/an-api.js';
import type { Api } from '../support/an-api.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let api: Api;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web', ADMIN_TOKEN } });
  api = anApi(signet);
});
afterAll(() => signet?.stop());

interface Shown {
  readonly outcome: string;
  readonly reason: string | null;
  readonly diagnosis: { expected: string; came: string; hints: string[]; skewSeconds?: number } | null;
  readonly event: { id: string; type: string } | null;
}

const deliveries = async (hook: TestHook, query = ''): Promise<Shown[]> =>
  (await api('GET', `/sources/${hook.name}/deliveries?limit=200${query}`)).body.items;

/** The diagnosis of the one delivery that was refused there. */
const diagnosed = (hook: TestHook): Promise<Shown & { diagnosis: NonNullable<Shown['diagnosis']> }> =>
  eventually(async () => {
    const [refused] = await deliveries(hook, '&outcome=refused');
    expect(refused?.diagnosis).toBeTruthy();
    return refused as Shown & { diagnosis: NonNullable<Shown['diagnosis']> };
  });

const NO_DESK = { mayAnswer: () => false, visit: () => undefined };

const GITHUB = { profile: 'github', secrets: ['a-secret-of-github'] };
const signature = (body: string, enc: 'hex' | 'base64'): string =>
  createHmac('sha256', 'a-secret-of-github').update(body).digest(enc);

describe('the log of a hook', () => {
  it('says of a refused delivery what was expected, what came and what to try', async () => {
    const hook = await aSource(signet, { verify: GITHUB });
    expect((await post(hook, { headers: {}, body: '{}' })).status).toBe(401);
    expect(await diagnosed(hook)).toMatchObject({
      outcome: 'refused',
      reason: 'missing_signature',
      diagnosis: { expected: expect.stringContaining('x-hub-signature-256') as string },
    });
  });

  it('tells base64 from hex', async () => {
    const hook = await aSource(signet, { verify: GITHUB });
    const headers = { 'x-hub-signature-256': `sha256=${signature('{}', 'base64')}` };
    await post(hook, { headers, body: '{}' });
    expect((await diagnosed(hook)).diagnosis.hints.join(' ')).toMatch(/base64/);
  });

  it('tells a body that was written anew on its way', async () => {
    const hook = await aSource(signet, { verify: GITHUB });
    const headers = { 'x-hub-signature-256': `sha256=${signature('{"a": 1}', 'hex')}` };
    await post(hook, { headers, body: '{"a":1}' });
    expect((await diagnosed(hook)).diagnosis.hints.length).toBeGreaterThan(0);
  });

  it('tells by how many seconds a clock is off', async () => {
    const hook = await aSource(signet);
    await post(hook, aDelivery({ ageSeconds: 4000 }));
    const { diagnosis } = await diagnosed(hook);
    expect(Math.abs(diagnosis.skewSeconds! + 4000)).toBeLessThan(60);
  });

  it('names the parameters that were wrong, never their values', async () => {
    const text =
      'id: hire\nnamespace: acme\ntriggers:\n  - { id: hook, type: webhook, open: true, parameters: { emp_id: { type: number, required: true } } }\ntasks:\n  - { id: a, type: log, message: "{{ inputs }}" }\n';
    const { body } = await api('PUT', '/workflows', text);
    const url = (body.workflow.hooks[0].url as string).replace(/^.*\/hooks/, `${signet.url}/hooks`);
    await post(
      { url },
      { headers: { 'content-type': 'application/json' }, body: '{"emp_id":"what-they-sent"}' },
    );
    await eventually(async () => {
      const { body: list } = await api(
        'GET',
        '/workflows/acme/hire/triggers/hook/deliveries?outcome=refused',
      );
      expect(list.items[0].diagnosis).toMatchObject({
        hints: ['At `body.emp_id`: emp_id must be a number.'],
      });
      expect(JSON.stringify(list)).not.toContain('what-they-sent');
    });
  });

  it('shows the event of an accepted delivery, by environment', async () => {
    const hook = await aSource(signet);
    await api('PUT', '/environments/staging', {});
    const { json } = await post(hook);
    await post({ url: `${hook.url}?environment=staging` });
    expect(await deliveries(hook)).toEqual([
      expect.objectContaining({
        outcome: 'accepted',
        diagnosis: null,
        environment: 'production',
        event: {
          id: json.event,
          type: 'user.created',
          subject: expect.stringMatching(/^usr_/),
          test: false,
          cause: null,
          depth: 0,
          avoided: [],
          erasedAt: null,
        },
      }),
    ]);
    expect(await deliveries(hook, '&environment=staging')).toHaveLength(1);
    expect(await deliveries(hook, '&environment=staging&outcome=refused')).toEqual([]);
    expect((await api('GET', `/sources/${hook.name}/deliveries?environment=nowhere`)).status).toBe(404);
  });
});

describe('a flood of refused deliveries', () => {
  it('is logged, and studied in a few cases only', async () => {
    const hook = await aSource(signet, { verify: GITHUB });
    const flood = 150;
    await Promise.all(
      Array.from({ length: flood }, () =>
        post(hook, { headers: {}, body: JSON.stringify({ id: randomUUID() }) }),
      ),
    );
    const list = await eventually(async () => {
      const found = await deliveries(hook);
      expect(found).toHaveLength(flood);
      return found;
    });
    const studied = list.filter(({ diagnosis }) => diagnosis !== null).length;
    expect(studied).toBeGreaterThan(0);
    expect(studied).toBeLessThan(flood / 2);
    const { values } = await signet.part(Metrics).diagnoses.get();
    expect(values.find(({ labels }) => labels.outcome === 'skipped')?.value).toBeGreaterThanOrEqual(
      flood / 2,
    );
  });
});

describe('no stored diagnosis', () => {
  const refusals = vectors.filter(({ expect: verdict }) => verdict === 'reject');

  it(
    'holds a secret, a signature, a token or a body of any recorded delivery',
    { timeout: 120_000 },
    async () => {
      const log = signet.part(DeliveryLog);
      const metrics = signet.part(Metrics);
      const hookId = newId();
      for (const vector of refusals) {
        const { reason } = await runVector(vector, presets);
        const profile = presets.get(vector.preset)!;
        const parts = { profile, ...endpointOf(vector), open: false, naming: () => null, trustedProxies: [] };
        const request = requestOf(vector);
        const row = {
          tenant: 'main',
          environment: 'production',
          hookId,
          outcome: 'refused',
          reason,
        } as const;
        const rest = {
          status: 401,
          method: 'POST',
          remoteAddress: '192.0.2.1',
          bytes: request.body.length,
          eventId: null,
        };
        const now = new Date(vector.now * 1000);
        const refused = new Gate(parts, NO_KEY_SETS, NO_DESK).refused({
          request,
          reason,
          now,
          clientAddress: '192.0.2.1',
        });
        new Diagnoses(log, metrics, signet.app.get(LOGGER, { strict: false })).note(
          { ...row, ...rest },
          refused,
        );
      }
      const dump = await eventually(async () => {
        const rows = await signet.rows('select diagnosis::text from delivery_log where hook_id = $1', [
          hookId,
        ]);
        expect(rows).toHaveLength(refusals.length);
        return rows.map(({ diagnosis }) => diagnosis as string | null);
      });
      expect(dump.filter((diagnosis) => diagnosis === null)).toEqual([]);

      const text = dump.join('\n');
      const found = refusals.flatMap((vector) => hidden(vector).filter((secret) => text.includes(secret)));
      expect([...new Set(found)]).toEqual([]);
    },
  );

  /** What must not be found: long enough not to be found by chance. */
  function hidden(vector: (typeof vectors)[number]): string[] {
    const credentials = vector.headers
      .filter(([name]) => /auth|sign|token|secret|key|hmac|cookie/i.test(name))
      .flatMap(([, value]) => value.split(/[\s,;=]+/));
    const body = Buffer.from(vector.rawBodyBase64, 'base64').toString('utf8');
    return [...vector.secrets, ...credentials, body].filter((text) => text.length >= 16);
  }
});

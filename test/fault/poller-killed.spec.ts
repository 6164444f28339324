import { describe, expect, inject, it } from 'vitest';
import { MASTER_KEY, startTestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { dice, moments, plannedRounds } from '../support/fault-plan.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';
import { freePort } from '../support/ports.js';
import { aPolledSource, AT_HOME } from '../support/ssf-source.js';
import { TestTransmitter } from '../support/ssf-transmitter.js';

const TOKENS = 100;
const KILLS = 2;

async function startWorker(databaseUrl: string): Promise<Program> {
  const port = String(await freePort());
  const env = { DATABASE_URL: databaseUrl, SIGNET_MASTER_KEY: MASTER_KEY.toString('base64'), PORT: port };
  const own = { ROLE: 'worker', LEASE_MS: '1000', SWEEP_MS: '100', POLL_MS: '20' };
  const program = startProgram({
    env: { ...AT_HOME, ...env, ...own, NODE_EXTRA_CA_CERTS: inject('tls').file },
  });
  await program.waitUntilReady(`http://127.0.0.1:${port}/health/ready`);
  return program;
}

describe.each(plannedRounds())('a poller that is killed, round $round (seed $seed)', ({ seed }) => {
  it('loses no token and runs none twice, whenever it happens', async () => {
    const random = dice(seed);
    const web = await startTestSignet({ env: { ...AT_HOME, ROLE: 'web' } });
    const transmitter = await TestTransmitter.start();
    const stream = transmitter.addStream();
    await deploy(web, { id: 'once', triggers: [on('idp')], tasks: [NOTHING] });
    await aPolledSource(web, transmitter, stream, { name: 'idp', maxEvents: 7 });
    const sent: string[] = [];
    for (let n = 0; n < TOKENS; n += 1) {
      const { jti } = await transmitter.send({ subject: { format: 'opaque', id: `usr_${n}` } }, stream);
      sent.push(jti);
    }

    const startWorkers = () => Promise.all([startWorker(web.databaseUrl), startWorker(web.databaseUrl)]);
    let workers = await startWorkers();
    for (const moment of moments(TOKENS, KILLS, random)) {
      await eventually(async () => expect(await web.count('event')).toBeGreaterThanOrEqual(moment), {
        within: 60_000,
        every: 2,
      });
      await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
      workers = await startWorkers();
    }

    await eventually(() => expect(stream.pending).toBe(0), { within: 60_000 });
    expect(new Set(stream.acked)).toEqual(new Set(sent));
    expect(await web.count('event')).toBe(TOKENS);
    await eventually(async () => expect(await web.count('execution', `status = 'succeeded'`)).toBe(TOKENS), {
      within: 60_000,
    });
    expect(await web.count('execution_view')).toBe(TOKENS);
    await Promise.all(workers.map((worker) => worker.kill('SIGTERM')));
    await transmitter.stop();
    await web.stop();
  });
});

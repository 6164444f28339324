import { afterAll, beforeAll, expect, it } from 'vitest';
import { LimitBook } from '../../src/workflow/limit-book.service.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { aPolledSource, AT_HOME, pushTo } from '../support/ssf-source.js';
import { TestTransmitter } from '../support/ssf-transmitter.js';

let signet: TestSignet;
let transmitter: TestTransmitter;

beforeAll(async () => {
  signet = await startTestSignet({ env: AT_HOME });
  transmitter = await TestTransmitter.start();
});
afterAll(async () => {
  await signet?.stop();
  await transmitter?.stop();
});

async function limit(limits: object): Promise<void> {
  await signet.rows(`update tenant set limits = $1 where name = 'main'`, [JSON.stringify(limits)]);
  await eventually(async () =>
    expect(await signet.part(LimitBook).of('main')).toMatchObject({ tenant: limits }),
  );
}

it('tokens that a quota has no room for are given again, not refused, whether pushed or polled', async () => {
  const stream = transmitter.addStream();
  const source = await aPolledSource(signet, transmitter, stream, { name: 'scarce' });
  await deploy(signet, { id: 'after-scarce', triggers: [on('scarce')], tasks: [NOTHING] });
  await eventually(() => expect(stream.polls.length).toBeGreaterThan(0));
  await limit({ perDay: 1 });

  const { jti: first } = await transmitter.send({}, stream);
  await eventually(() => expect(stream.acked).toEqual([first]));
  expect((await pushTo(source.ssfUrl, await transmitter.token())).status).toBe(429);
  const { jti: second } = await transmitter.send({}, stream);
  const note = async (): Promise<unknown> =>
    (
      await signet.rows(
        `select t.last_error from ssf_stream t join source s on s.id = t.source_id where s.name = 'scarce'`,
      )
    )[0];
  await eventually(async () =>
    expect(await note()).toEqual({ last_error: expect.stringContaining('a quota has no room') }),
  );
  expect([stream.refused, stream.acked]).toEqual([{}, [first]]);

  await limit({});
  await eventually(() => expect(stream.acked).toEqual([first, second]), { within: 30_000 });
});

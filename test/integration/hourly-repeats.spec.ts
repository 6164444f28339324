/** Senders that give their events no id: the same body is a repeat within the hour, and another event later. */
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withConnection } from '../../src/database/session.js';
import { hourKeys } from '../../src/intake/event-columns.js';
import { AdmissionRepository } from '../../src/ledger/admission.repository.js';
import type { NewEvent } from '../../src/ledger/record.js';
import { type Answered, send } from '../support/a-delivery.js';
import { aSource, requireHook } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { aNewEvent } from '../support/builders-ledger.js';
import { listenIn } from '../support/statements.js';

const TOKEN = 'a-token-of-some-length';
const UPDATED = '{"eventName":"user:updated","data":{"id":"u1"}}';

let signet: TestSignet;
let now = new Date();
let lookedUp = 0;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' }, outside: { clock: { now: () => now } } });
  listenIn(signet.part(DataSource), ({ name }) => {
    lookedUp += name === 'ledger_known' ? 1 : 0;
  });
});
afterAll(() => signet?.stop());

/** A time of the day, on a day that no other test has. */
let day = 0;
const at = (time: string): void => {
  now = new Date(Date.UTC(2026, 0, day) + Date.parse(`1970-01-01T${time}Z`));
};
beforeEach(() => {
  day += 2;
});

const post = (hook: TestHook, body = UPDATED): Promise<Answered> =>
  send(hook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-authing-token': TOKEN, 'x-api-key': TOKEN },
    body,
  });

/** Posts the same body at each of the times: whether it was taken for a new event. */
async function freshAt(hook: TestHook, times: readonly string[], body = UPDATED): Promise<boolean[]> {
  const fresh: boolean[] = [];
  for (const time of times) {
    at(time);
    const { status } = await post(hook, body);
    expect([200, 202]).toContain(status);
    fresh.push(status === 202);
  }
  return fresh;
}

const SERIES: [string, string[], boolean[]][] = [
  ['within the hour of the clock', ['10:10:00', '10:10:00', '10:59:59.999'], [true, false, false]],
  ['over the edge of an hour', ['10:59:59.999', '11:00:00', '11:00:00'], [true, false, false]],
  ['an hour later to the millisecond', ['10:30:00', '11:30:00'], [true, false]],
  ['at a process whose clock is behind', ['11:00:00', '10:59:59.900'], [true, false]],
];

describe('the same body without an id', () => {
  it.each(SERIES)('is a repeat %s', async (_when, times, fresh) => {
    const hook = await aSource(signet, { verify: { profile: 'authing', secrets: [TOKEN] } });
    await deploy(signet, { triggers: [on(hook.name)], tasks: [NOTHING] });

    expect(await freshAt(hook, times)).toEqual(fresh);
    expect(await signet.count('event', 'hook_id = $1', [hook.id])).toBe(1);
    at(times.at(-1)!);
    const [first] = await signet.rows<{ id: string }>('select id from event where hook_id = $1', [hook.id]);
    expect((await post(hook)).json).toMatchObject({ event: first!.id, executions: [expect.any(String)] });
  });

  it('is another event two hours later, which a repeat in between does not put off', async () => {
    const hook = await aSource(signet, { verify: { profile: 'authing', secrets: [TOKEN] } });
    await deploy(signet, { triggers: [on(hook.name)], tasks: [NOTHING] });

    expect(await freshAt(hook, ['10:59:59.999', '11:20:00', '12:59:59.999', '13:30:00', '15:00:00'])).toEqual(
      [true, false, true, false, true],
    );
    expect(await signet.count('event', 'hook_id = $1', [hook.id])).toBe(3);
    expect(
      await signet.count('open_execution', `event_id in (select id from event where hook_id = $1)`, [
        hook.id,
      ]),
    ).toBe(3);
  });

  it('keeps its id', async () => {
    const hook = await aSource(signet, { verify: { profile: 'authing', secrets: [TOKEN] } });
    await freshAt(hook, ['10:00:00', '13:00:00']);

    expect(await signet.rows('select distinct external_id from event where hook_id = $1', [hook.id])).toEqual(
      [{ external_id: expect.stringMatching(/^[0-9a-f]{64}$/) as string }],
    );
  });

  it('is a repeat where deliveries are counted, too', async () => {
    const { id } = await deploy(signet, {
      limits: { perDay: 2 },
      triggers: [
        {
          id: 'hook',
          type: 'webhook',
          open: true,
          event: { id: ['hash:body'] },
        },
      ],
      tasks: [NOTHING],
    });
    const hook = await requireHook(signet, id, 'hook');

    expect(await freshAt(hook, ['10:59:59', '11:00:01', '12:59:59', '13:00:01'])).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(await signet.count('open_execution', 'workflow_id = $1', [id])).toBe(2);
  });
});

describe('the same body with an id', () => {
  it('is known by it for as long as keys are kept, and is looked for under no other key', async () => {
    const hook = await aSource(signet, { verify: { profile: 'eventbridge-api', secrets: [TOKEN] } });
    const body = '{"id":"e1"}';
    lookedUp = 0;

    expect(await freshAt(hook, ['10:00:00'], body)).toEqual([true]);
    expect(lookedUp).toBe(0);
    expect(await freshAt(hook, ['18:00:00'], body)).toEqual([false]);
  });
});

describe('a batch', () => {
  const hourly = (time: string, body: string): NewEvent => {
    at(time);
    const [dedupeKey, besideKeys] = hourKeys(body, now);
    return { ...aNewEvent(), dedupeKey, besideKeys };
  };

  it('that spans the edge of an hour records the same body once', async () => {
    const admissions = signet.part(AdmissionRepository);
    const events = [hourly('10:59:59', 'a'), hourly('11:00:00', 'a'), hourly('11:00:00', 'b'), aNewEvent()];
    const recorded = await withConnection(signet.part(DataSource), async (db) =>
      admissions.commit(db, await admissions.withKnownKeys(db, events)),
    );

    expect(recorded).toMatchObject([
      { eventId: events[0]!.id, duplicate: false },
      { eventId: events[0]!.id, duplicate: true },
      { eventId: events[2]!.id, duplicate: false },
      { eventId: events[3]!.id, duplicate: false },
    ]);
  });
});

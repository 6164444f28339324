/** Metrics do not grow with what is delivered: labels are names that an operator gave, never what a sender wrote. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { Upkeep } from '../../src/dispatch/upkeep.service.js';
import { Metrics } from '../../src/telemetry/metrics.js';
import { aDelivery, post, send } from '../support/a-delivery.js';
import { aSource, type TestHook } from '../support/a-hook.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { deploy, NOTHING, on } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

const AT_ONCE = 50;
/** 100,000 take minutes: `npm run faults` asks for them. */
const EVENTS = Number(process.env['BOUNDED_LABELS_EVENTS'] ?? 2_000);

let signet: TestSignet;
let hook: TestHook;

beforeAll(async () => {
  signet = await startTestSignet();
  hook = await aSource(signet, { name: 'busy' });
  const fails = {
    id: 'fail',
    type: 'fail',
    if: 'trigger.body.n % 7 == 0',
    message: 'no {{ trigger.subject }}',
  };
  await deploy(signet, { triggers: [on('busy')], tasks: [NOTHING, fails] });
});
afterAll(async () => {
  await signet?.stop();
});

/** A new event, and things that are none: a stranger's, one that is malformed, one to nowhere. All of it new. */
async function deliver(n: number): Promise<void> {
  const [id, type] = [randomUUID(), `user.${randomUUID()}`];
  const body = { type, userId: `usr_${id}`, n };
  switch (n % 10) {
    case 7:
      await post(hook, aDelivery({ body, secret: `whsec_${Buffer.from(id).toString('base64')}` }));
      break;
    case 8:
      await post(hook, aDelivery({ body: `{"${id}"` }));
      break;
    case 9:
      await send(`${hook.url.replace(/\/[^/]+$/, '')}/${id}`, { method: 'POST', body: id });
      break;
    default:
      expect(await post(hook, aDelivery({ body }))).toMatchObject({ status: 202 });
  }
}

async function deliverAll(from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => deliver(n + index)));
  }
  await eventually(async () => expect(await signet.count('open_execution')).toBe(0), { within: 120_000 });
}

/** Names of all series of ours; which tables are the ten largest may change. */
async function series(): Promise<string[]> {
  await signet.part(Upkeep).look();
  const lines = (await signet.part(Metrics).show('prometheus')).split('\n');
  return lines
    .filter((line) => /^signet_(?!table_bytes)/.test(line))
    .map((line) => line.replace(/ [^ ]+$/, ''));
}

/** Series that an alert must see rise the first time: one that waits (`for`) sees later rises too. */
function firstRises(): { metric: string; labels: string[] }[] {
  const { groups } = parse(readFileSync('helm/files/alerts.yaml', 'utf8')) as {
    groups: { rules: { expr: string; for?: string }[] }[];
  };
  return groups
    .flatMap(({ rules }) => rules)
    .filter((rule) => rule.for === undefined)
    .flatMap(({ expr }) => [...expr.matchAll(/increase\((\w+)(?:\{([^}]*)\})?\[\w+\]\)\) > 0(?!\.)/g)])
    .map(([, metric, labels]) => ({ metric: metric!, labels: labels?.split(',') ?? [] }));
}

describe('the series of /metrics', () => {
  it('are there at zero where an alert must see them rise the first time: `increase` sees none begin', async () => {
    const names = await series();
    const unseen = firstRises().filter(
      ({ metric, labels }) =>
        !names.some((name) => name.split('{')[0] === metric && labels.every((label) => name.includes(label))),
    );
    expect(firstRises().length).toBeGreaterThan(3);
    expect(unseen).toEqual([]);
  });

  it(
    'are the same after thousands of events with new ids, users and types, good and bad',
    async () => {
      await deliverAll(0, 200);
      const before = await eventually(async () => {
        const names = await series();
        expect(names).toContain('signet_audit_entries'); // known once the log has been put in order, a second after the start
        return names;
      });
      expect(before.length).toBeGreaterThan(50);

      await deliverAll(200, 200 + EVENTS);
      expect(await signet.count('event')).toBe((200 + EVENTS) * 0.7);
      expect(await series()).toEqual(before);
    },
    Math.max(60_000, EVENTS * 30),
  );
});

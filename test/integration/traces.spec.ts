import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { aDelivery, post } from '../support/a-delivery.js';
import { aSource } from '../support/a-hook.js';
import type { TestHook } from '../support/a-hook.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { deploy, on, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SENDER = '00f067aa0ba902b7';

let collector: Target;
let target: Target;
let web: TestSignet;
let worker: TestSignet;
let hook: TestHook;

beforeAll(async () => {
  collector = await Target.start();
  target = await Target.start();
  const env = { OUTBOUND_ALLOW: '127.0.0.0/8', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  web = await startTestSignet({ env: { ...env, ROLE: 'web' } });
  worker = await startTestSignet({ env: { ...env, ROLE: 'worker' }, databaseUrl: web.databaseUrl });
  hook = await aTracedSource(web, 'traced');
});
afterAll(async () => {
  await worker?.stop();
  await web?.stop();
  await target?.stop();
  await collector?.stop();
});
beforeEach(() => {
  target.calls.length = 0;
});

async function aTracedSource(signet: TestSignet, name: string): Promise<TestHook> {
  const source = await aSource(signet, { name });
  const task = { id: 'call', type: 'http.request', url: `${target.url}/called` };
  await deploy(signet, { id: name, triggers: [on(name, ['user.created'])], tasks: [task] });
  return source;
}

/** The `traceparent` its call carried, once the execution of a delivery with `traceparent` has ended. */
async function deliver(signet: TestSignet, to: TestHook, traceparent: string): Promise<unknown> {
  const { status, json } = await post(to, aDelivery({ headers: { traceparent } }));
  expect(status).toBe(202);
  await settled(signet, json.executions[0]!);
  return target.to('/called')[0]?.headers['traceparent'];
}

async function scraped({ url }: TestSignet): Promise<string> {
  const response = await fetch(`${url}/metrics`, { headers: { accept: 'application/openmetrics-text' } });
  expect(response.headers.get('content-type')).toContain('application/openmetrics-text');
  return response.text();
}

const spans = (): Span[] =>
  collector.to('/v1/traces').flatMap(({ body }) => {
    const { resourceSpans } = body as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  });

describe('a trace', () => {
  it('goes from the sender over web and worker to the system that is called', async () => {
    const called = await deliver(web, hook, `00-${TRACE}-${SENDER}-01`);
    const trace = await eventually(() => {
      const found = new Map(spans().flatMap((span) => (span.traceId === TRACE ? [[span.name, span]] : [])));
      expect([...found.keys()].toSorted()).toEqual('call commit delivery execution task verify'.split(' '));
      return found;
    });
    const parentOf = (name: string) => trace.get(name)?.parentSpanId;
    const idOf = (name: string) => trace.get(name)?.spanId;
    expect(parentOf('delivery')).toBe(SENDER);
    expect(parentOf('verify')).toBe(idOf('delivery'));
    expect(parentOf('commit')).toBe(idOf('delivery'));
    expect(parentOf('execution')).toBe(idOf('delivery'));
    expect(parentOf('task')).toBe(idOf('execution'));
    expect(parentOf('call')).toBe(idOf('task'));
    expect(called).toBe(`00-${TRACE}-${idOf('call')}-01`);
    expect(await scraped(web)).toMatch(new RegExp(`signet_intake_seconds_bucket.* # {trace_id="${TRACE}"}`));
    expect(await scraped(worker)).toMatch(new RegExp(`signet_task_seconds_bucket.* # {trace_id="${TRACE}"}`));
  });

  it('is begun anew when the traceparent of the delivery is malformed', async () => {
    const called = await deliver(web, hook, `00-${'0'.repeat(32)}-${SENDER}-01`);
    expect(called).toMatch(/^00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('that the sender does not sample is passed on and not exported', async () => {
    const other = TRACE.replaceAll('4', '5');
    expect(await deliver(web, hook, `00-${other}-${SENDER}-00`)).toMatch(new RegExp(`^00-${other}-.*-00$`));
    await deliver(web, hook, `00-${TRACE.replaceAll('4', '6')}-${SENDER}-01`);
    expect(spans().filter(({ traceId }) => traceId === other)).toEqual([]);
  });
});

describe('without a collector', () => {
  it('the traceparent of a delivery is passed on as it came, and none is made up', async () => {
    const signet = await startTestSignet({ env: { OUTBOUND_ALLOW: '127.0.0.0/8' } });
    const source = await aTracedSource(signet, 'untraced');
    expect(await deliver(signet, source, `00-${TRACE}-${SENDER}-01`)).toBe(`00-${TRACE}-${SENDER}-01`);
    target.calls.length = 0;
    expect(await deliver(signet, source, 'nonsense')).toBeUndefined();
    await signet.stop();
  });

  it('that answers, deliveries are taken and run all the same', async () => {
    const env = { OUTBOUND_ALLOW: '127.0.0.0/8', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
    const signet = await startTestSignet({ env });
    const source = await aTracedSource(signet, 'dead-collector');
    expect(await deliver(signet, source, `00-${TRACE}-${SENDER}-01`)).toContain(TRACE);
    await signet.stop();
  });
});

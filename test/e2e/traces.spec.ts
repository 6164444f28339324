import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Target } from '../support/a-target.js';
import { eventually } from '../support/eventually.js';
import { Deployment, sharedLedger } from '../support/fault-deployment.js';
import { dice } from '../support/fault-plan.js';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

interface Exported {
  readonly resource: { readonly attributes: readonly Attribute[] };
  readonly scopeSpans: readonly {
    readonly spans: readonly {
      readonly name: string;
      readonly traceId: string;
      readonly spanId: string;
      readonly parentSpanId?: string;
    }[];
  }[];
}

let collector: Target;
let deployment: Deployment;

beforeAll(async () => {
  collector = await Target.start();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  deployment = await Deployment.prepare({ random: dice(1), env, ledger: await sharedLedger() });
  const members = [deployment.addDoor(), await deployment.addWorker()];
  await Promise.all(members.map((member) => member.start()));
});
afterAll(async () => {
  await deployment?.stop();
  await collector?.stop();
});

/** Spans by name, with the role of the process that exported them. */
function spans() {
  const exported = collector
    .to('/v1/traces')
    .flatMap(({ body }) => (body as unknown as { resourceSpans: Exported[] }).resourceSpans);
  return new Map(
    exported.flatMap(({ resource, scopeSpans }) => {
      const role = resource.attributes.find(({ key }) => key === 'signet.role')?.value.stringValue;
      return scopeSpans
        .flatMap((scope) => scope.spans)
        .map((span) => [`${role} ${span.name}`, span] as const);
    }),
  );
}

describe('a trace through a web and a worker process', () => {
  it('is one: what the worker does hangs below the delivery that the web process took', async () => {
    await deployment.sender.deliver({ id: 'msg_1', subject: 'user-1', number: 1 });
    await deployment.settled();
    const trace = await eventually(() => {
      const found = spans();
      expect([...found.keys()]).toEqual(
        expect.arrayContaining(['web delivery', 'worker execution', 'worker task', 'worker call']),
      );
      return found;
    });

    expect(new Set([...trace.values()].map(({ traceId }) => traceId)).size).toBe(1);
    expect(trace.get('worker execution')!.parentSpanId).toBe(trace.get('web delivery')!.spanId);
    expect(
      [...trace.keys()].filter((name) => /^(web (execution|task|call)|worker delivery)$/.test(name)),
    ).toEqual([]);
  });
});

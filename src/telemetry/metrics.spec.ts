import { describe, expect, it } from 'vitest';
import { Metrics } from './metrics.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

function measured(): Metrics {
  const metrics = new Metrics();
  metrics.retries.inc({ workflow: 'acme/greet', class: 'failure' });
  metrics.intakeSeconds.start()({ outcome: 'accepted' }, { trace_id: TRACE });
  return metrics;
}

describe('what is measured', () => {
  it('is not shown as 0 where nobody has looked', async () => {
    const metrics = new Metrics();
    const shown = async (): Promise<string[]> =>
      (await metrics.show('prometheus')).match(
        /^signet_(partitions|upkeep|oldest_kept|database|queue)\w+ .*/gm,
      ) ?? [];
    expect(await shown()).toEqual([]);
    metrics.partitionsAhead.set(0);
    expect(await shown()).toEqual(['signet_partitions_ahead_days 0']);
  });

  it('is shown in OpenMetrics with the trace that a latency was measured in', async () => {
    const text = await measured().show('openmetrics');
    expect(text).toMatch(
      new RegExp(`_seconds_bucket{le="[\\d.]+",outcome="accepted"} 1 # {trace_id="${TRACE}"} `),
    );
    expect(text).toContain('# TYPE signet_retries counter\n');
    expect(text.endsWith('\n# EOF\n')).toBe(true);
  });

  it('is shown in the format of Prometheus as if there were no other, before, after and at the same time', async () => {
    const metrics = measured();
    const others = /^(process|nodejs)_|^# \w+ (process|nodejs)_/;
    const own = (text: string): string[] => text.split('\n').filter((line) => !others.test(line));
    const before = own(await metrics.show('prometheus'));
    const [, during, , after] = await Promise.all([
      metrics.show('openmetrics'),
      metrics.show('prometheus'),
      metrics.show('openmetrics'),
      metrics.show('prometheus'),
    ]);
    expect(before).toContain('signet_retries_total{workflow="acme/greet",class="failure"} 1');
    expect(before.filter((line) => line.includes(TRACE) || line.startsWith('# EOF'))).toEqual([]);
    expect(own(during)).toEqual(before);
    expect(own(after)).toEqual(before);
  });
});

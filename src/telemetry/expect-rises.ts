import type { Counter, LabelValues } from 'prom-client';

/** Shows series at zero before they rise: Prometheus' `increase` does not see a series begin, and an alert on it would miss the first time. */
export function expectRises<T extends string>(counter: Counter<T>, series: readonly LabelValues<T>[]): void {
  series.forEach((labels) => counter.inc(labels, 0));
}

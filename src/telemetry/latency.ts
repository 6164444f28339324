import { Histogram, type HistogramConfiguration } from 'prom-client';

/** A histogram of seconds. */
export interface Latency<T extends string> {
  /** Begins to measure; the function it gives ends that. `exemplar`: the trace it was measured in. */
  start(
    labels?: Partial<Record<T, string>>,
  ): (more: Partial<Record<T, string>>, exemplar?: { readonly trace_id?: string }) => void;
}

export function latency<T extends string>(parts: HistogramConfiguration<T>): Latency<T> {
  const histogram = new Histogram({ ...parts, enableExemplars: true });
  return {
    start: (labels) => {
      const from = performance.now();
      return (more, exemplar) => {
        const value = (performance.now() - from) / 1000;
        const exemplarLabels = exemplar as typeof labels; // its labels are its own: the types do not know
        const all = Object.assign({}, labels, more); // not spread: ADR 23
        histogram.observe({ labels: all, value, exemplarLabels });
      };
    },
  };
}

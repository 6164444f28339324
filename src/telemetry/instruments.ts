import { Counter, Gauge, Histogram } from 'prom-client';
import { registryForExemplars } from './exposition.js';
import { latency, type Latency } from './latency.js';

/** Makes what measures, each on one registry of its own. */
export abstract class Instruments {
  readonly registry = registryForExemplars();

  protected counter<T extends string>(name: string, help: string, labelNames: T[] = []): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  protected gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** Not shown before it is set: 0 would be taken for what is. */
  protected gaugeOnceKnown(name: string, help: string): Gauge {
    const gauge = this.gauge(name, help);
    gauge.remove();
    return gauge;
  }

  protected histogram<T extends string>(
    name: string,
    help: string,
    labelNames: T[],
    buckets: number[],
  ): Histogram<T> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  protected latency<T extends string>(
    name: string,
    help: string,
    labelNames: T[],
    buckets: number[],
  ): Latency<T> {
    return latency({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}

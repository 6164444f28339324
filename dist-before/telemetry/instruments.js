import { Counter, Gauge, Histogram } from 'prom-client';
import { registryForExemplars } from './exposition.js';
import { latency } from './latency.js';
/** Makes what measures, each on one registry of its own. */
export class Instruments {
    registry = registryForExemplars();
    counter(name, help, labelNames = []) {
        return new Counter({ name, help, labelNames, registers: [this.registry] });
    }
    gauge(name, help, labelNames = []) {
        return new Gauge({ name, help, labelNames, registers: [this.registry] });
    }
    /** Not shown before it is set: 0 would be taken for what is. */
    gaugeOnceKnown(name, help) {
        const gauge = this.gauge(name, help);
        gauge.remove();
        return gauge;
    }
    histogram(name, help, labelNames, buckets) {
        return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
    }
    latency(name, help, labelNames, buckets) {
        return latency({ name, help, labelNames, buckets, registers: [this.registry] });
    }
}
//# sourceMappingURL=instruments.js.map
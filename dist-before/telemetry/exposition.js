/** A registry that speaks both formats, which prom-client has for one alone. */
import { Registry } from 'prom-client';
/** Histograms take exemplars only where OpenMetrics is spoken when they are made. */
export function registryForExemplars() {
    const registry = new Registry();
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    return registry;
}
/** prom-client takes `_total` off the names of counters here, and would go on without it in the other format. */
export async function showOpenMetrics(registry) {
    const metrics = registry.getMetricsAsArray();
    const names = metrics.map(({ name }) => name);
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    try {
        return await registry.metrics();
    }
    finally {
        registry.setContentType(Registry.PROMETHEUS_CONTENT_TYPE);
        metrics.forEach((metric, index) => Object.assign(metric, { name: names[index] }));
    }
}
//# sourceMappingURL=exposition.js.map
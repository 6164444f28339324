/** A registry that speaks both formats, which prom-client has for one alone. */
import { Registry } from 'prom-client';

/** Histograms take exemplars only where OpenMetrics is spoken when they are made. */
export function registryForExemplars(): Registry {
  const registry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  return registry;
}

/** prom-client takes `_total` off the names of counters here, and would go on without it in the other format. */
export async function showOpenMetrics(registry: Registry): Promise<string> {
  const metrics = registry.getMetricsAsArray() as unknown as { name: string }[];
  const names = metrics.map(({ name }) => name);
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  try {
    return await registry.metrics();
  } finally {
    registry.setContentType(Registry.PROMETHEUS_CONTENT_TYPE);
    metrics.forEach((metric, index) => Object.assign(metric, { name: names[index] }));
  }
}

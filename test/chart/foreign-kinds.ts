/**
 * Strict JSON Schemas of kinds that belong to other projects, as far as the chart may use them: ServiceMonitor and
 * PrometheusRule of the Prometheus operator (api-reference of monitoring.coreos.com/v1), HTTPRoute of the Gateway API (v1).
 * A field that is missing here fails a render; add it from its project's reference.
 */
type Schema = Record<string, unknown>;

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'object', additionalProperties: { type: 'string' } };
const duration: Schema = { type: 'string', pattern: '^(([0-9]+(ms|[smhdwy]))+|0)$' };
const listOf = (items: Schema): Schema => ({ type: 'array', minItems: 1, items });

function object(
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

function kind(apiVersion: string, name: string, spec: Schema): Schema {
  const metadata = object({ name: text, namespace: text }, { labels: texts, annotations: texts });
  return object({ apiVersion: { const: apiVersion }, kind: { const: name }, metadata, spec });
}

const endpoint = object({ port: text, path: text }, { interval: duration, scrapeTimeout: duration });
const serviceMonitor = object({
  selector: object({ matchLabels: texts }),
  namespaceSelector: object({ matchNames: listOf(text) }),
  endpoints: listOf(endpoint),
});

const rule = object(
  { alert: { type: 'string', pattern: '^[A-Z][A-Za-z]+$' }, expr: text, labels: texts, annotations: texts },
  { for: duration },
);
const prometheusRule = object({ groups: listOf(object({ name: text, rules: listOf(rule) })) });

const port: Schema = { type: 'integer', minimum: 1, maximum: 65_535 };
const parentRef = object(
  { name: text },
  { namespace: text, sectionName: text, group: text, kind: text, port },
);
const match = object({
  path: object({ type: { enum: ['Exact', 'PathPrefix'] }, value: { type: 'string', pattern: '^/' } }),
});
const httpRoute = object(
  {
    parentRefs: listOf(parentRef),
    rules: listOf(
      object({
        matches: { ...listOf(match), maxItems: 64 },
        backendRefs: listOf(object({ name: text, port })),
      }),
    ),
  },
  { hostnames: listOf(text) },
);

/** By `apiVersion kind`. */
export const FOREIGN_KINDS: Readonly<Record<string, Schema>> = {
  'monitoring.coreos.com/v1 ServiceMonitor': kind(
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    serviceMonitor,
  ),
  'monitoring.coreos.com/v1 PrometheusRule': kind(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    prometheusRule,
  ),
  'gateway.networking.k8s.io/v1 HTTPRoute': kind('gateway.networking.k8s.io/v1', 'HTTPRoute', httpRoute),
};

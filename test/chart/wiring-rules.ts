/** Whether the rendered objects fit together. Each rule returns one sentence per fault, none when all is well. */
import { containersOf, isHook, nameOf, podTemplates, referencesOf } from './manifest.js';
import type { Labels, Manifest, PodTemplate, Reference } from './manifest.js';

/** What the operator promised is there before the install, with the keys it holds (`*`: any). */
export type Existing = Record<`${Reference['kind']}/${string}`, readonly string[]>;

/** Every selector finds exactly the pods of one component, and none is empty. */
export function selectorFaults(manifests: readonly Manifest[]): string[] {
  const pods = podTemplates(manifests);
  return manifests.flatMap((manifest) => {
    const selector = selectorOf(manifest);
    if (selector === undefined) {
      return [];
    }
    const found = pods.filter((pod) => matches(selector, pod.labels)).map((pod) => pod.owner);
    const owner = manifest.kind === 'Deployment' ? nameOf(manifest) : undefined;
    if (found.length !== 1 || (owner !== undefined && found[0] !== owner)) {
      return [`${nameOf(manifest)} selects [${found.join(', ')}]`];
    }
    return [];
  });
}

function selectorOf(manifest: Manifest): Labels | undefined {
  const spec = (manifest.spec ?? {}) as {
    selector?: { matchLabels?: Labels } & Labels;
    podSelector?: { matchLabels?: Labels };
  };
  const readers: Record<string, () => Labels | undefined> = {
    Service: () => spec.selector,
    Deployment: () => spec.selector?.matchLabels,
    PodDisruptionBudget: () => spec.selector?.matchLabels,
    NetworkPolicy: () => spec.podSelector?.matchLabels,
  };
  const read = readers[manifest.kind];
  return read && (read() ?? {});
}

function matches(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** Every Secret, ConfigMap and key a pod asks for is rendered, or promised by the operator. */
export function referenceFaults(manifests: readonly Manifest[], existing: Existing): string[] {
  return podTemplates(manifests)
    .filter((pod) => !isHook(pod.manifest))
    .flatMap((pod) =>
      missing(
        pod,
        manifests.filter((one) => !isHook(one)),
        existing,
      ),
    );
}

/** A hook's pod may only ask for what an earlier hook of the same events made, or the operator promised. */
export function hookFaults(manifests: readonly Manifest[], existing: Existing): string[] {
  return podTemplates(manifests)
    .filter((pod) => isHook(pod.manifest))
    .flatMap((pod) => {
      const earlier = manifests.filter((one) => runsBefore(one, pod.manifest));
      return missing(pod, earlier, existing);
    });
}

function runsBefore(one: Manifest, other: Manifest): boolean {
  const events = eventsOf(one);
  return eventsOf(other).every((event) => events.includes(event)) && weightOf(one) < weightOf(other);
}

function eventsOf(manifest: Manifest): string[] {
  return (manifest.metadata.annotations?.['helm.sh/hook'] ?? '').split(',').filter((event) => event !== '');
}

function weightOf(manifest: Manifest): number {
  return Number(manifest.metadata.annotations?.['helm.sh/hook-weight'] ?? '0');
}

function missing(pod: PodTemplate, available: readonly Manifest[], existing: Existing): string[] {
  return referencesOf(pod)
    .filter((reference) => !isAvailable(reference, available, existing))
    .map(
      ({ kind, name, key }) => `${pod.owner} asks for ${kind}/${name}${key === undefined ? '' : `#${key}`}`,
    );
}

function isAvailable(
  { kind, name, key }: Reference,
  available: readonly Manifest[],
  existing: Existing,
): boolean {
  const made = available.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  const keys = made ? Object.keys({ ...made.data, ...made.stringData }) : existing[`${kind}/${name}`];
  return keys !== undefined && (key === undefined || keys.includes(key) || keys.includes('*'));
}

/** Probes stand on every serving container and, like Services, point at ports that exist. */
export function portFaults(manifests: readonly Manifest[]): string[] {
  return [...probeFaults(manifests), ...serviceFaults(manifests), ...ingressFaults(manifests)];
}

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

function probeFaults(manifests: readonly Manifest[]): string[] {
  return podTemplates(manifests)
    .filter((pod) => pod.manifest.kind === 'Deployment')
    .flatMap((pod) =>
      pod.spec.containers
        .filter((container) => ['web', 'worker'].includes(container.name))
        .flatMap((container) =>
          PROBES.filter((probe) => {
            const port = container[probe]?.httpGet?.port;
            return (
              port === undefined ||
              !container.ports?.some((one) => one.name === port || one.containerPort === port)
            );
          }).map((probe) => `${pod.owner} ${container.name} has no port for its ${probe}`),
        ),
    );
}

interface Port {
  name?: string;
  port: number;
  targetPort?: number | string;
}

function serviceFaults(manifests: readonly Manifest[]): string[] {
  return services(manifests).flatMap(({ manifest, ports }) => {
    const pod = podTemplates(manifests).find((one) => matches(selectorOf(manifest) ?? {}, one.labels));
    const open = pod ? containersOf(pod).flatMap((container) => container.ports ?? []) : [];
    return ports
      .filter(
        ({ targetPort }) => !open.some((one) => one.name === targetPort || one.containerPort === targetPort),
      )
      .map(
        ({ targetPort }) => `${nameOf(manifest)} points at ${String(targetPort)}, which no container opens`,
      );
  });
}

function services(manifests: readonly Manifest[]): { manifest: Manifest; ports: Port[] }[] {
  return manifests
    .filter((manifest) => manifest.kind === 'Service')
    .map((manifest) => ({ manifest, ports: manifest.spec?.['ports'] as Port[] }));
}

interface IngressRule {
  http: { paths: { path: string; backend: { service: { name: string; port: { name: string } } } }[] };
}

function ingressFaults(manifests: readonly Manifest[]): string[] {
  const known = services(manifests).flatMap(({ manifest, ports }) =>
    ports.map((port) => `${manifest.metadata.name}:${port.name ?? ''}`),
  );
  return ingressPaths(manifests)
    .map(({ service }) => `${service.name}:${service.port.name}`)
    .filter((target) => !known.includes(target))
    .map((target) => `Ingress sends to ${target}, which is no Service`);
}

/** Every path the street can reach, with the Service it leads to. */
export function ingressPaths(manifests: readonly Manifest[]) {
  return manifests
    .filter((manifest) => manifest.kind === 'Ingress')
    .flatMap((manifest) => manifest.spec?.['rules'] as IngressRule[])
    .flatMap((rule) => rule.http.paths.map(({ path, backend }) => ({ path, service: backend.service })));
}

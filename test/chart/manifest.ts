/** The parts of a Kubernetes object that the rules look at, and how to find them. */
import type { Container, PodSpec } from 'kubernetes-types/core/v1.js';

export type Labels = Record<string, string>;

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Labels; annotations?: Record<string, string> };
  /** As rendered; each rule narrows what it reads. */
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

export interface PodTemplate {
  /** `Deployment/demo-signet-web`. */
  owner: string;
  manifest: Manifest;
  labels: Labels;
  annotations: Record<string, string>;
  spec: PodSpec;
}

export interface Reference {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  /** Undefined when the whole object is referred to. */
  key?: string;
}

export function nameOf(manifest: Manifest): string {
  return `${manifest.kind}/${manifest.metadata.name}`;
}

export function isHook(manifest: Manifest): boolean {
  return manifest.metadata.annotations?.['helm.sh/hook'] !== undefined;
}

/** Every pod that the manifests make, from Deployments and Jobs. */
export function podTemplates(manifests: readonly Manifest[]): PodTemplate[] {
  return manifests
    .filter((manifest) => ['Deployment', 'Job'].includes(manifest.kind))
    .map((manifest) => {
      const template = manifest.spec?.['template'] as {
        metadata: { labels: Labels; annotations?: Record<string, string> };
        spec: PodSpec;
      };
      return {
        owner: nameOf(manifest),
        manifest,
        labels: template.metadata.labels,
        annotations: template.metadata.annotations ?? {},
        spec: template.spec,
      };
    });
}

export function containersOf(pod: PodTemplate): Container[] {
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
}

/** Every Secret and ConfigMap the pod cannot start without. */
export function referencesOf(pod: PodTemplate): Reference[] {
  const fromContainers = containersOf(pod).flatMap((container) => [
    ...(container.env ?? []).flatMap(({ valueFrom }): Reference[] => [
      ...wanted('Secret', valueFrom?.secretKeyRef),
      ...wanted('ConfigMap', valueFrom?.configMapKeyRef),
    ]),
    ...(container.envFrom ?? []).flatMap((source): Reference[] => [
      ...wanted('Secret', source.secretRef),
      ...wanted('ConfigMap', source.configMapRef),
    ]),
  ]);
  const fromVolumes = (pod.spec.volumes ?? []).flatMap((volume): Reference[] => [
    ...wanted('Secret', volume.secret && { ...volume.secret, name: volume.secret.secretName }),
    ...wanted('ConfigMap', volume.configMap),
  ]);
  return [...fromContainers, ...fromVolumes];
}

interface Wanted {
  name?: string;
  key?: string;
  optional?: boolean;
}

function wanted(kind: Reference['kind'], reference: Wanted | undefined): Reference[] {
  if (reference === undefined || reference.optional === true) {
    return [];
  }
  const name = reference.name ?? '';
  return [reference.key === undefined ? { kind, name } : { kind, name, key: reference.key }];
}

/** What no rendered chart may do. Each rule returns one sentence per fault, none when all is well. */
import type { Container, PodSpec } from 'kubernetes-types/core/v1.js';
import { containersOf, nameOf, podTemplates } from './manifest.js';
import type { Manifest, PodTemplate } from './manifest.js';

/** The "restricted" pod security standard, and then some: a read-only root, a numeric user, no token. */
export function securityFaults(manifests: readonly Manifest[]): string[] {
  return podTemplates(manifests).flatMap((pod) => [
    ...podFaults(pod),
    ...containersOf(pod).flatMap((container) => containerFaults(container, pod)),
  ]);
}

function podFaults({ owner, spec }: PodTemplate): string[] {
  const context = spec.securityContext ?? {};
  const rules: [boolean, string][] = [
    [context.runAsNonRoot === true, 'may run as root'],
    [(context.runAsUser ?? 0) >= 10_000, 'has no numeric user of its own'],
    [context.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile'],
    [spec.automountServiceAccountToken === false, 'mounts a service account token'],
    [spec.enableServiceLinks === false, 'gets a variable for every Service'],
    [isIsolated(spec), 'shares a namespace with its node'],
    [(spec.volumes ?? []).every((volume) => volume.hostPath === undefined), 'mounts a path of its node'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => `${owner} ${fault}`);
}

function isIsolated(spec: PodSpec): boolean {
  return spec.hostNetwork !== true && spec.hostPID !== true && spec.hostIPC !== true;
}

function containerFaults(container: Container, { owner, spec }: PodTemplate): string[] {
  const context = container.securityContext ?? {};
  const rules: [boolean, string][] = [
    [context.allowPrivilegeEscalation === false, 'may escalate privileges'],
    [context.privileged !== true, 'is privileged'],
    [context.readOnlyRootFilesystem === true, 'may write to its root'],
    [context.runAsNonRoot !== false && context.runAsUser !== 0, 'runs as root'],
    [context.capabilities?.drop?.includes('ALL') === true, 'keeps capabilities'],
    [(context.capabilities?.add ?? []).length === 0, 'adds capabilities'],
    [!isOurs(container) || hasScratchSpace(container, spec), 'has no emptyDir at /tmp'],
    [!isOurs(container) || container.resources?.limits?.['memory'] !== undefined, 'has no memory limit'],
    [isPinned(container.image ?? ''), 'is not pinned'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => `${owner} ${container.name} ${fault}`);
}

function isPinned(image: string): boolean {
  return /:[^:/]+$|@sha256:/.test(image) && !image.endsWith(':latest');
}

function isOurs(container: Container): boolean {
  return ['web', 'worker', 'migrate'].includes(container.name);
}

function hasScratchSpace(container: Container, spec: PodSpec): boolean {
  const mount = container.volumeMounts?.find(({ mountPath }) => mountPath === '/tmp');
  return (
    spec.volumes?.some((volume) => volume.name === mount?.name && volume.emptyDir !== undefined) ?? false
  );
}

/** Finds secret values anywhere but in a Secret: ConfigMaps, arguments, annotations, plain variables. */
export function leakFaults(manifests: readonly Manifest[], secrets: readonly string[]): string[] {
  return manifests
    .filter((manifest) => manifest.kind !== 'Secret')
    .flatMap((manifest) => {
      const text = JSON.stringify(manifest);
      return secrets
        .filter((secret) => text.includes(secret) || text.includes(Buffer.from(secret).toString('base64')))
        .map(() => `${nameOf(manifest)} shows a secret`);
    });
}

const SECRET_NAME = /(KEY|TOKEN|SECRET|PASSWORD|DATABASE_URL|REDIS_URL)$/;

/** Variables that are named like secrets must come from a Secret, whatever their value. */
export function plainSecretFaults(manifests: readonly Manifest[]): string[] {
  const inMaps = manifests
    .filter((manifest) => manifest.kind === 'ConfigMap')
    .flatMap((map) => Object.keys(map.data ?? {}).map((key) => ({ at: nameOf(map), key })));
  const inPods = podTemplates(manifests).flatMap((pod) =>
    containersOf(pod).flatMap((container) =>
      (container.env ?? [])
        .filter((variable) => variable.value !== undefined)
        .map((variable) => ({ at: `${pod.owner} ${container.name}`, key: variable.name })),
    ),
  );
  return [...inMaps, ...inPods]
    .filter(({ key }) => SECRET_NAME.test(key))
    .map(({ at, key }) => `${at} holds ${key}`);
}

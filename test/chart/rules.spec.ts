/** The rules themselves: a sound chart broken in one place is told so, in that place. */
import { beforeAll, describe, expect, it } from 'vitest';
import { KubernetesSchema } from './kubernetes-schema.js';
import { nameOf } from './manifest.js';
import type { Manifest } from './manifest.js';
import { parseManifests, renderChart } from './render.js';
import { scenarioOf } from './scenarios.js';
import { leakFaults, plainSecretFaults, securityFaults } from './security-rules.js';
import { hookFaults, portFaults, referenceFaults, selectorFaults } from './wiring-rules.js';

const WEB = 'Deployment/demo-gate-web';
const { existing } = scenarioOf('full');
let rendered: Manifest[];

beforeAll(async () => {
  rendered = await renderChart('full');
});

/** The full chart with one text replaced in one object; throws when the text is not there. */
function broken(name: string, from: string, to: string): Manifest[] {
  return rendered.map((manifest) => {
    if (nameOf(manifest) !== name) {
      return manifest;
    }
    const text = JSON.stringify(manifest);
    if (!text.includes(from)) {
      throw new Error(`${name} has no ${from}`);
    }
    return JSON.parse(text.replace(from, () => to)) as Manifest;
  });
}

describe('the security rules', () => {
  const CASES = [
    ['"runAsUser":10001', '"runAsUser":0', 'has no numeric user of its own'],
    ['"runAsNonRoot":true,"runAsUser"', '"runAsNonRoot":false,"runAsUser"', 'may run as root'],
    ['"readOnlyRootFilesystem":true', '"readOnlyRootFilesystem":false', 'may write to its root'],
    ['"allowPrivilegeEscalation":false', '"privileged":true', 'is privileged'],
    ['"drop":["ALL"]', '"drop":["NET_RAW"]', 'keeps capabilities'],
    ['"RuntimeDefault"', '"Unconfined"', 'has no seccomp profile'],
    ['"automountServiceAccountToken":false,', '', 'mounts a service account token'],
    ['"enableServiceLinks":false,', '', 'gets a variable for every Service'],
    ['"emptyDir":', '"hostPath":', 'mounts a path of its node'],
    ['proxy:1.2.3', 'proxy:latest', 'is not pinned'],
  ] as const;

  it.each(CASES)('notice %s turned into %s', (from, to, fault) => {
    expect(securityFaults(broken(WEB, from, to)).join('\n')).toContain(fault);
  });

  it('notice a secret in an argument, encoded or not', () => {
    const secret = 'inline-redis-password';
    const encoded = Buffer.from(secret).toString('base64');
    for (const shown of [secret, encoded]) {
      const manifests = broken(WEB, '"exec":{"command":["sleep"', `"exec":{"command":["${shown}"`);
      expect(leakFaults(manifests, [secret])).toEqual([`${WEB} shows a secret`]);
    }
  });

  it('notice a plain variable that is named like a secret', () => {
    const manifests = broken('ConfigMap/demo-gate', '"GREETING"', '"SMTP_PASSWORD"');
    expect(plainSecretFaults(manifests)).toEqual(['ConfigMap/demo-gate holds SMTP_PASSWORD']);
  });
});

describe('the wiring rules', () => {
  it('notice a Service that finds no pod, or too many', () => {
    const label =
      '"selector":{"app.kubernetes.io/name":"gate","app.kubernetes.io/instance":"demo","app.kubernetes.io/component":"web"}';
    const none = broken('Service/demo-gate', label, '"selector":{"app.kubernetes.io/component":"wep"}');
    expect(selectorFaults(none)).toEqual(['Service/demo-gate selects []']);
    const many = broken('Service/demo-gate', label, '"selector":{"app.kubernetes.io/instance":"demo"}');
    expect(selectorFaults(many).join()).toMatch(/^Service\/demo-gate selects \[.+, .+\]$/);
  });

  it('notice a key that the Secret does not hold', () => {
    const manifests = broken(WEB, '"key":"ADMIN_TOKEN"', '"key":"ADMIN"');
    expect(referenceFaults(manifests, existing)).toEqual([`${WEB} asks for Secret/demo-gate#ADMIN`]);
  });

  it('notice a Secret that the operator was to make and did not', () => {
    expect(referenceFaults(rendered, { 'ConfigMap/database-ca': ['*'] }).join()).toContain(
      'Secret/side-channel#url',
    );
  });

  it("notice a hook that asks for the release's own Secret, which is made after it", () => {
    const manifests = broken(
      'Job/demo-gate-migrate',
      '"name":"demo-gate-migrate","key"',
      '"name":"demo-gate","key"',
    );
    expect(hookFaults(manifests, existing)).toEqual([
      'Job/demo-gate-migrate asks for Secret/demo-gate#DATABASE_URL',
    ]);
  });

  it('notice a hook whose Secret comes no earlier than itself', () => {
    const manifests = broken(
      'Secret/demo-gate-migrate',
      '"helm.sh/hook-weight":"-10"',
      '"helm.sh/hook-weight":"0"',
    );
    expect(hookFaults(manifests, existing)).toHaveLength(1);
  });

  it('notice a hook whose Secret comes for installs only', () => {
    const manifests = broken('Secret/demo-gate-migrate', 'pre-install,pre-upgrade', 'pre-install');
    expect(hookFaults(manifests, existing)).toHaveLength(1);
  });

  it('notice a probe, a Service and an Ingress that lead nowhere', () => {
    const probe = broken(WEB, '"path":"/health/ready","port":"http"', '"path":"/health/ready","port":"web"');
    expect(portFaults(probe)).toEqual([`${WEB} web has no port for its readinessProbe`]);
    const service = broken('Service/demo-gate', '"targetPort":"http"', '"targetPort":8081');
    expect(portFaults(service)).toEqual(['Service/demo-gate points at 8081, which no container opens']);
    const ingress = broken('Ingress/demo-gate', '"service":{"name":"demo-gate"', '"service":{"name":"demo"');
    expect(portFaults(ingress)).toEqual(['Ingress sends to demo:http, which is no Service']);
  });
});

describe('the Kubernetes schema', () => {
  const kubernetes = new KubernetesSchema();
  const CASES = [
    ['a field no one knows', '"maxSurge":1', '"maxSurges":1', 'maxSurges'],
    ['a misplaced field', '"enableServiceLinks":false', '"replicas":1', 'replicas'],
    ['a wrong type', '"containerPort":8080', '"containerPort":"8080"', 'must be number'],
    ['a null', '"priorityClassName":"identity-critical"', '"priorityClassName":null', 'must be string'],
    ['a missing field', '"topologyKey":"topology.kubernetes.io/zone",', '', 'topologyKey'],
  ] as const;

  it.each(CASES)('refuses %s', (_, from, to, fault) => {
    const faults = broken(WEB, from, to).flatMap((manifest) => kubernetes.faults(manifest));
    expect(faults.join('\n')).toContain(fault);
  });

  it('refuses a version that Kubernetes has dropped', () => {
    const manifests = broken('PodDisruptionBudget/demo-gate-web', 'policy/v1', 'policy/v1beta1');
    expect(manifests.flatMap((manifest) => kubernetes.faults(manifest))).toEqual([
      'PodDisruptionBudget/demo-gate-web: Kubernetes has no policy/v1beta1 PodDisruptionBudget',
    ]);
  });
});

describe('reading rendered YAML', () => {
  it('refuses a key given twice', () => {
    expect(() => parseManifests('kind: A\nkind: B\n')).toThrow(/unique/);
  });
});

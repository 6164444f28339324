import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PUBLIC_PREFIXES } from '../../src/app/public-paths.js';
import { KubernetesSchema } from './kubernetes-schema.js';
import { containersOf, isHook, nameOf, podTemplates } from './manifest.js';
import type { Manifest, PodTemplate } from './manifest.js';
import { CHART, helm, renderChart, valuesFile } from './render.js';
import { SCENARIOS } from './scenarios.js';
import { leakFaults, plainSecretFaults, securityFaults } from './security-rules.js';
import { hookFaults, ingressPaths, portFaults, referenceFaults, selectorFaults } from './wiring-rules.js';

const kubernetes = new KubernetesSchema();

describe.each(SCENARIOS)('the chart with $values values', ({ values, existing, secrets }) => {
  it('passes the strict linter', async () => {
    expect(await helm('lint', '--strict', CHART, '-f', valuesFile(values))).toContain('0 chart(s) failed');
  });

  it('renders objects that Kubernetes knows, field by field', async () => {
    const manifests = await renderChart(values);
    expect(manifests.length).toBeGreaterThan(3);
    expect(manifests.flatMap((manifest) => kubernetes.faults(manifest))).toEqual([]);
  });

  it('runs every pod without privileges', async () => {
    expect(securityFaults(await renderChart(values))).toEqual([]);
  });

  it('keeps secrets in Secrets', async () => {
    const manifests = await renderChart(values);
    expect([...leakFaults(manifests, secrets), ...plainSecretFaults(manifests)]).toEqual([]);
  });

  it('fits together: selectors, references, ports', async () => {
    const manifests = await renderChart(values);
    expect([
      ...selectorFaults(manifests),
      ...referenceFaults(manifests, existing),
      ...portFaults(manifests),
    ]).toEqual([]);
  });

  it('gives its hooks only what is there when they run', async () => {
    expect(hookFaults(await renderChart(values), existing)).toEqual([]);
  });

  it('names every object once, in the namespace of the release', async () => {
    const manifests = await renderChart(values);
    expect(new Set(manifests.map(nameOf)).size).toBe(manifests.length);
    expect(new Set(manifests.map((manifest) => manifest.metadata.namespace))).toEqual(new Set(['identity']));
  });
});

describe('the roles', () => {
  it('are told apart by ROLE, and only web is given the admin token', async () => {
    const manifests = await renderChart('full');
    expect(variable(pod(manifests, 'web'), 'ROLE')?.value).toBe('web');
    expect(variable(pod(manifests, 'worker'), 'ROLE')?.value).toBe('worker');
    const holders = podTemplates(manifests).filter((one) => variable(one, 'ADMIN_TOKEN') !== undefined);
    expect(holders.map(({ owner }) => owner)).toEqual([pod(manifests, 'web').owner]);
    const hookSecret = manifests.find((manifest) => manifest.kind === 'Secret' && isHook(manifest));
    expect(Object.keys(hookSecret?.stringData ?? {})).toEqual(['DATABASE_URL']);
  });

  it('are installed apart', async () => {
    const kinds = (await renderChart('worker-only')).map(nameOf).sort();
    expect(kinds).toEqual([
      'ConfigMap/night-shift',
      'Deployment/night-shift-worker',
      'PodDisruptionBudget/night-shift-worker',
      'Service/night-shift-worker',
    ]);
  });

  it('leave their replicas to the autoscaler when there is one', async () => {
    const deployment = (manifests: Manifest[]) =>
      manifests.find((one) => nameOf(one) === 'Deployment/demo-gate-web');
    expect(deployment(await renderChart('full'))?.spec).not.toHaveProperty('replicas');
    const fixed = await renderChart('full', '--set', 'web.autoscaling.enabled=false');
    expect(deployment(fixed)?.spec).toHaveProperty('replicas', 2);
  });

  it('are scaled by their CPU, and workers by what has been due for too long when an adapter serves it', async () => {
    const metrics = async (component: string, ...args: string[]) => {
      const all = await renderChart('full', ...args);
      const scaler = all.find((one) => nameOf(one) === `HorizontalPodAutoscaler/demo-gate-${component}`);
      return scaler?.spec?.['metrics'] as { type: string; external?: unknown }[];
    };
    const [cpu, due, ...more] = await metrics('worker');
    expect(cpu).toMatchObject({ type: 'Resource', resource: { name: 'cpu' } });
    expect(due?.external).toEqual({
      metric: { name: 'signet_oldest_due_seconds', selector: { matchLabels: { namespace: 'identity' } } },
      target: { type: 'Value', value: '20' },
    });
    expect(more).toEqual([]);
    const off = await metrics('worker', '--set', 'worker.autoscaling.oldestDue.enabled=false');
    expect(off.map(({ type }) => type)).toEqual(['Resource']);
    expect((await metrics('web')).map(({ type }) => type)).toEqual(['Resource', 'Pods']);
  });

  it('spread by their own labels, unless a constraint brings a selector', async () => {
    const constraints = pod(await renderChart('full'), 'web').spec.topologySpreadConstraints;
    expect(constraints?.map((one) => one.labelSelector?.matchLabels)).toEqual([
      {
        'app.kubernetes.io/name': 'gate',
        'app.kubernetes.io/instance': 'demo',
        'app.kubernetes.io/component': 'web',
      },
      { tier: 'street' },
    ]);
  });
});

describe('secrets', () => {
  it('are not made when every one exists already', async () => {
    const manifests = await renderChart('existing-secrets');
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(variable(pod(manifests, 'web'), 'DATABASE_URL')?.valueFrom?.secretKeyRef).toEqual({
      name: 'ledger-login',
      key: 'url',
    });
  });

  it('by name win over inline ones', async () => {
    const secrets = (await renderChart('mixed-secrets')).filter(({ kind }) => kind === 'Secret');
    expect(secrets.map(({ stringData }) => Object.keys(stringData ?? {}))).toEqual([['REDIS_URL']]);
  });

  it('of Redis are not asked for when there is no Redis', async () => {
    expect(variable(pod(await renderChart('minimal'), 'worker'), 'REDIS_URL')).toBeUndefined();
  });
});

describe('a change of configuration', () => {
  const CHANGES = [
    ['config.logLevel=warn', 'checksum/config'],
    ['redis.url=redis://elsewhere:6379/0', 'checksum/secret'],
    ['workflows.other\\.yaml=id: other', 'checksum/workflows'],
  ] as const;

  it.each(CHANGES)('%s rolls the pods', async (change, checksum) => {
    const before = pod(await renderChart('full'), 'worker').annotations;
    const after = pod(await renderChart('full', '--set', change), 'worker').annotations;
    expect(after[checksum]).not.toBe(before[checksum]);
    expect({ ...after, [checksum]: '' }).toEqual({ ...before, [checksum]: '' });
  });

  it('that is none leaves them alone', async () => {
    const [one, other] = await Promise.all([renderChart('full'), renderChart('full')]);
    expect(pod(one, 'web').annotations).toEqual(pod(other, 'web').annotations);
  });

  it('reaches the program as it was written', async () => {
    const manifests = await renderChart('full');
    const map = manifests.find((one) => nameOf(one) === 'ConfigMap/demo-gate')?.data;
    expect(map).toMatchObject({
      TRUSTED_PROXIES: '10.0.0.0/8,fd00::/8',
      RETENTION_DAYS: '90',
      FEATURE: 'true',
      GREETING: 'cost: $(PRICE) "quoted"',
    });
    // In a variable Kubernetes expands $(PRICE); two dollars keep it as it is.
    expect(variable(pod(manifests, 'migrate'), 'GREETING')?.value).toBe('cost: $$(PRICE) "quoted"');
  });

  it('leaves the expressions of workflow documents alone', async () => {
    const manifests = await renderChart('full');
    const document = manifests.find((one) => nameOf(one) === 'ConfigMap/demo-gate-workflows')?.data?.[
      'welcome.yaml'
    ];
    const { tasks } = parse(document ?? '') as { tasks: { message: string }[] };
    expect(tasks[0]?.message).toBe('created {{ trigger.body.userId }} ${HOME}');
    const mounts = pod(manifests, 'worker').spec.containers[0]?.volumeMounts;
    expect(mounts).toContainEqual({ name: 'workflows', mountPath: '/etc/signet/workflows', readOnly: true });
  });
});

describe('the street', () => {
  it('reaches nothing by default', async () => {
    expect(ingressPaths(await renderChart('minimal'))).toEqual([]);
  });

  it('reaches what is public and nothing else, on a host that names no paths', async () => {
    const paths = ingressPaths(await renderChart('full')).map(({ path }) => path);
    const open = PUBLIC_PREFIXES.map((prefix) => prefix.replace('{tenant}', 'main'));
    expect(paths).toEqual([...open, '/hooks/', '/api/v1', '/docs']);
  });

  it('reaches the same by a route of the Gateway API, and nothing without one', async () => {
    expect((await renderChart('minimal')).map(({ kind }) => kind)).not.toContain('HTTPRoute');
    const route = (manifests: Manifest[]) => manifests.find(({ kind }) => kind === 'HTTPRoute')?.spec;
    const spec = route(await renderChart('full'));
    const open = PUBLIC_PREFIXES.map((prefix) => prefix.replace('{tenant}', 'main'));
    const paths = (value: string) => ({ path: { type: 'PathPrefix', value } });
    expect(spec).toEqual({
      parentRefs: [{ name: 'street', namespace: 'gateways', sectionName: 'https' }],
      hostnames: ['hooks.example.com'],
      rules: [{ matches: open.map(paths), backendRefs: [{ name: 'demo-gate', port: 443 }] }],
    });
    const own = route(await renderChart('full', '--set', 'gateway.paths={/hooks/}'));
    expect(own?.['rules']).toMatchObject([{ matches: [paths('/hooks/')] }]);
  });

  it('meets a policy that lets in the one port, from the peers that were named', async () => {
    const policies = (await renderChart('full')).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.map(({ spec }) => spec?.['policyTypes'])).toEqual([
      ['Ingress', 'Egress'],
      ['Ingress', 'Egress'],
    ]);
    const peers = policies.map(({ spec }) => spec?.['ingress'] as { ports: unknown; from: unknown[] }[]);
    expect(peers.map(([rule]) => rule?.ports)).toEqual([
      [{ port: 'http', protocol: 'TCP' }],
      [{ port: 'http', protocol: 'TCP' }],
    ]);
    expect(JSON.stringify(peers[0])).toContain('ingress-nginx');
    expect(JSON.stringify(peers[1])).toContain('monitoring');
  });
});

describe('the migrate Job', () => {
  it('runs before installs and upgrades, and stays to be read when it failed', async () => {
    const { manifest, spec } = pod(await renderChart('minimal'), 'migrate');
    expect(manifest.metadata.annotations).toMatchObject({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    });
    expect(spec.containers[0]?.command).toEqual(['node', 'dist/cli/signet.js', 'migrate']);
    expect(spec.restartPolicy).toBe('Never');
  });

  it('is given the address of the database, and no other secret', async () => {
    const EXPECTED = { minimal: ['DATABASE_URL'], full: ['DATABASE_URL', 'SIDE_CHANNEL'] }; // the latter by extraEnv
    for (const [values, expected] of Object.entries(EXPECTED)) {
      const manifests = await renderChart(values);
      const { env = [] } = pod(manifests, 'migrate').spec.containers[0]!;
      const secrets = env.filter(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined);
      expect(secrets.map(({ name }) => name)).toEqual(expected);
      const own = manifests.filter(
        ({ kind, metadata }) => kind === 'Secret' && metadata.name.endsWith('-migrate'),
      );
      expect(own.flatMap(({ stringData }) => Object.keys(stringData ?? {}))).toEqual(
        own.map(() => 'DATABASE_URL'),
      );
    }
  });

  it('has the same image, network trust and certificates as the roles', async () => {
    const manifests = await renderChart('full');
    const [migrate, web] = [pod(manifests, 'migrate'), pod(manifests, 'web')];
    expect(migrate.spec.containers[0]?.image).toBe(
      web.spec.containers.find(({ name }) => name === 'web')?.image,
    );
    expect(variable(migrate, 'NODE_EXTRA_CA_CERTS')).toEqual(variable(web, 'NODE_EXTRA_CA_CERTS'));
    expect(migrate.spec.containers).toHaveLength(1); // a sidecar would keep it from ending
  });
});

describe('the ServiceMonitor', () => {
  it('is off unless asked for', async () => {
    expect((await renderChart('minimal')).map(({ kind }) => kind)).not.toContain('ServiceMonitor');
  });

  it('finds the Services of both roles and scrapes a port they have', async () => {
    const manifests = await renderChart('full');
    const spec = manifests.find(({ kind }) => kind === 'ServiceMonitor')?.spec as {
      selector: { matchLabels: Record<string, string> };
      endpoints: { port: string; path: string }[];
    };
    const found = manifests.filter(
      ({ kind, metadata }) =>
        kind === 'Service' &&
        Object.entries(spec.selector.matchLabels).every(([key, value]) => metadata.labels?.[key] === value),
    );
    expect(found.map(nameOf).sort()).toEqual(['Service/demo-gate', 'Service/demo-gate-worker']);
    expect(spec.endpoints).toMatchObject([{ port: 'http', path: '/metrics' }]);
    const ports = found.map(({ spec }) => spec?.['ports']);
    expect(ports).toMatchObject([[{ name: 'http' }], [{ name: 'http' }]]);
  });
});

function pod(manifests: readonly Manifest[], component: string): PodTemplate {
  const found = podTemplates(manifests).find(
    (one) => one.labels['app.kubernetes.io/component'] === component,
  );
  if (found === undefined) {
    throw new Error(`no pod of ${component} was rendered`);
  }
  return found;
}

function variable(one: PodTemplate, name: string) {
  return containersOf(one)
    .flatMap((container) => container.env ?? [])
    .find((candidate) => candidate.name === name);
}

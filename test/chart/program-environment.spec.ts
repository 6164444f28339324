/** What the chart, the image and compose set is what the program reads: their variables go through its own door. */
import { describe, expect, it } from 'vitest';
import { loadConfig, VARIABLES } from '../../src/config/config.js';
import { composeEnvironment, readCompose } from './compose.js';
import { readDockerfile } from './dockerfile.js';
import { containersOf, podTemplates } from './manifest.js';
import type { Manifest, PodTemplate } from './manifest.js';
import { renderChart } from './render.js';
import { SCENARIOS } from './scenarios.js';

/** Values for secrets that exist outside of the chart. */
const OUTSIDE: Record<string, string> = {
  DATABASE_URL: 'postgres://signet@db.internal/signet',
  REDIS_URL: 'redis://redis.internal:6379/0',
  SIGNET_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  ADMIN_TOKEN: 'a-token-that-is-long-enough-to-pass',
};

/** Variables that are Node's, not Signet's. */
const OF_NODE = ['NODE_ENV', 'NODE_EXTRA_CA_CERTS'];
/** What `signet migrate` does without: a key that must only look like one. */
const NO_SECRETS = { SIGNET_MASTER_KEY: Buffer.alloc(32).toString('base64') };
/** Variables that the full values file makes up. */
const MADE_UP = ['GREETING', 'FEATURE', 'SIDE_CHANNEL'];

describe.each(SCENARIOS)('the environment of the chart with $values values', ({ values }) => {
  it('is accepted by the program, in every pod', async () => {
    const manifests = await renderChart(values);
    const roles = podTemplates(manifests).map((pod) => {
      const name = componentOf(pod);
      const config = loadConfig({ ...(name === 'migrate' && NO_SECRETS), ...environmentOf(pod, manifests) });
      expect(config.http.port).toBe(8080);
      expect(config.http.host).not.toBe('127.0.0.1');
      return [name, config.role];
    });
    const expected = { web: 'web', worker: 'worker', migrate: 'all' };
    expect(roles).toEqual(roles.map(([name]) => [name, expected[name as keyof typeof expected]]));
  });

  it('names no variable that the program does not know', async () => {
    const manifests = await renderChart(values);
    const names = podTemplates(manifests).flatMap((pod) => Object.keys(environmentOf(pod, manifests)));
    expect(unknown(names)).toEqual([]);
  });
});

describe('the environment of the full chart', () => {
  it('arrives as it was meant', async () => {
    const manifests = await renderChart('full');
    const worker = podTemplates(manifests).find((pod) => componentOf(pod) === 'worker')!;
    expect(loadConfig(environmentOf(worker, manifests))).toMatchObject({
      role: 'worker',
      database: {
        url: 'postgresql://signet:inline-database-password@db.internal:5432/signet?sslmode=verify-full',
      },
      redis: { url: 'rediss://:inline-redis-password@redis.internal:6379/0' },
      http: {
        host: '::',
        publicUrl: 'https://signet.example.com',
        trustedProxies: ['10.0.0.0/8', 'fd00::/8'],
      },
      outboundAllow: ['10.20.0.0/16'],
      workflowsDir: '/etc/signet/workflows',
      retentionDays: 90,
      adminToken: null,
    });
  });

  it('would be refused with the master key of another length', async () => {
    const manifests = await renderChart('minimal');
    const environment = environmentOf(podTemplates(manifests)[0]!, manifests);
    expect(() => loadConfig({ ...environment, SIGNET_MASTER_KEY: 'short' })).toThrow(/SIGNET_MASTER_KEY/);
  });
});

describe('the environment of compose and of the image', () => {
  const secrets = { POSTGRES_PASSWORD: 'abc', REDIS_PASSWORD: 'def', ...OUTSIDE };

  it.each(['web', 'worker', 'migrate'])('is accepted by the program as %s', async (service) => {
    const image = (await readDockerfile()).environment;
    const own = composeEnvironment((await readCompose()).services[service]!, secrets);
    const config = loadConfig({ ...image, ...own });
    expect(config.role).toBe(service === 'migrate' ? 'all' : service);
    expect(config.http).toMatchObject({ host: '0.0.0.0', port: 8080 });
    expect(config.database.url).toBe('postgres://signet:abc@postgres:5432/signet');
    expect(unknown(Object.keys({ ...image, ...own }))).toEqual([]);
  });
});

function unknown(names: readonly string[]): string[] {
  return names.filter((name) => ![...VARIABLES, ...OF_NODE, ...MADE_UP].includes(name));
}

function componentOf(pod: PodTemplate): string {
  return pod.labels['app.kubernetes.io/component'] ?? '';
}

/** What the kubelet would put into the environment of the pod's own container. */
function environmentOf(pod: PodTemplate, manifests: readonly Manifest[]): Record<string, string> {
  const container = containersOf(pod).find(({ name }) => name === componentOf(pod))!;
  const fromMaps = (container.envFrom ?? []).flatMap(({ configMapRef }) =>
    Object.entries(contentOf(manifests, 'ConfigMap', configMapRef?.name)),
  );
  const own = (container.env ?? []).map(({ name, value, valueFrom }): [string, string] => {
    const { name: secret, key } = valueFrom?.secretKeyRef ?? {};
    const inside = contentOf(manifests, 'Secret', secret)[key ?? ''];
    return [name, value?.replaceAll('$$(', '$(') ?? inside ?? OUTSIDE[name] ?? ''];
  });
  return Object.fromEntries([...fromMaps, ...own]);
}

function contentOf(manifests: readonly Manifest[], kind: string, name?: string): Record<string, string> {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  return { ...found?.data, ...found?.stringData };
}

/** What an operator may write into values, and what is refused before anything reaches a cluster. */
import { describe, expect, it } from 'vitest';
import { renderChart } from './render.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('values.schema.json', () => {
  const UNKNOWN = [
    'replicaCount=2',
    'web.replica=2',
    'worker.autoscaling.min=2',
    'database.password=x',
    'ingress.host=x',
    'probes.liveness.path=/',
    'web.concurrency=4',
    'web.autoscaling.oldestDue.enabled=true',
    'gateway.hosts={a}',
    'prometheusRule.rules=x',
  ];

  it.each(UNKNOWN)('refuses the unknown key %s', async (assignment) => {
    await expect(renderChart('minimal', '--set', assignment)).rejects.toThrow(
      /Additional property|additional properties/i,
    );
  });

  const REFUSED = [
    ['web.replicas=many', 'web.replicas'],
    ['worker.concurrency=0', 'worker.concurrency'],
    ['worker.concurrency=5001', 'worker.concurrency'],
    ['ingress.enabled=please', 'ingress.enabled'],
    ['ingress.enabled=true', 'ingress.hosts'],
    ['database.url=mysql://db/signet', 'database.url'],
    ['redis.url=http://redis', 'redis.url'],
    ['masterKey.value=short', 'masterKey.value'],
    ['adminToken.value=short', 'adminToken.value'],
    ['config.logLevel=loud', 'config.logLevel'],
    ['config.trustedProxies={everyone}', 'config.trustedProxies'],
    ['config.extra.SMTP_PASSWORD=x', 'config.extra'],
    ['config.extra.ROLE=all', 'config.extra'],
    ['config.extra.lower=x', 'config.extra'],
    ['fullnameOverride=signet.prod', 'fullnameOverride'],
    ['image.tag=a b', 'image.tag'],
    ['image.digest=sha256:1', 'image.digest'],
    ['terminationGracePeriodSeconds=5', 'terminationGracePeriodSeconds'],
    ['terminationGracePeriodSeconds=22', 'terminationGracePeriodSeconds'],
    ['config.extra.SHUTDOWN_MS=15001', 'terminationGracePeriodSeconds'],
    ['workflows.notes\\.txt=x', 'workflows'],
    ['web.podLabels.app\\.kubernetes\\.io/name=x', 'podLabels'],
    ['web.resources.limits.memory=lots', 'memory'],
    ['service.type=ExternalName', 'service.type'],
    ['gateway.enabled=true', 'gateway.parentRefs'],
    ['gateway.paths={hooks}', 'gateway.paths'],
    ['worker.autoscaling.oldestDue.seconds=0', 'oldestDue.seconds'],
    ['prometheusRule.runbookUrl=https://a/#b', 'prometheusRule.runbookUrl'],
  ] as const;

  it.each(REFUSED)('refuses %s', async (assignment, path) => {
    await expect(renderChart('minimal', '--set', assignment)).rejects.toThrow(path);
  });

  const ACCEPTED = [
    'web.replicas=0',
    'worker.concurrency=200',
    'database.url=postgresql://db/signet',
    'redis.url=rediss://redis:6380',
    'adminToken.value=long-enough-to-be-a-token',
    'config.logLevel=trace',
    'config.trustedProxies={10.0.0.0/8,fd00::/8}',
    'config.extra.SMTP_HOST=x',
    'config.extra.SHUTDOWN_MS=15000',
    'terminationGracePeriodSeconds=23',
    'image.tag=1.2.3-rc.1',
    `image.digest=${DIGEST}`,
    'workflows.notes\\.yml=x',
    'web.podLabels.team=x',
    'web.resources.limits.memory=1.5Gi',
    'podSecurityContext.runAsUser=null',
    'global.region=north',
  ];

  it.each(ACCEPTED)('accepts %s', async (assignment) => {
    expect(await renderChart('minimal', '--set', assignment)).not.toEqual([]);
  });

  it('refuses a secret without repeating it', async () => {
    const refusal = renderChart('minimal', '--set', 'database.url=mysql://u:hunter2hunter2@db/x').catch(
      (error: Error) => error.message,
    );
    expect(await refusal).toContain('database.url');
    expect(await refusal).not.toContain('hunter2hunter2');
  });
});

describe('a render', () => {
  const STOPS = [
    ['database.url=', 'give database.url, or database.existingSecret'],
    ['masterKey.value=', 'give masterKey.value'],
    ['web.enabled=false,worker.enabled=false', 'nothing would run'],
    ['workflows.a\\.yaml=x,workflowsExistingConfigMap=b', 'not both'],
    [
      'web.enabled=false,gateway.enabled=true,gateway.parentRefs[0].name=a',
      'gateway.enabled needs web.enabled',
    ],
    ['web.enabled=false,ingress.enabled=true,ingress.hosts[0].host=a', 'only web takes deliveries'],
  ] as const;

  it.each(STOPS)('stops at %s and says what to do', async (assignment, advice) => {
    await expect(renderChart('minimal', '--set', assignment)).rejects.toThrow(advice);
  });

  it('stays within the 63 characters of a name, however long the release is called', async () => {
    const manifests = await renderChart('minimal', '--set', `fullnameOverride=${'n'.repeat(80)}`);
    expect(Math.max(...manifests.map(({ metadata }) => metadata.name.length))).toBeLessThanOrEqual(63);
  });
});

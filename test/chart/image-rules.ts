/** What the Dockerfile and compose.yaml may not do. Each rule returns one sentence per fault, none when all is well. */
import type { Compose, ComposeService } from './compose.js';
import { lastOf } from './dockerfile.js';
import type { Dockerfile, Stage } from './dockerfile.js';

/** At least major.minor, and never a name that moves. */
const PINNED = /^[\w./-]+:\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$/;
const SECRET = /(AUTH|KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?|DATABASE_URL|REDIS_URL)\b/i;

export function dockerfileFaults({ stages, last }: Dockerfile): string[] {
  return [...stages.flatMap((stage) => stageFaults(stage, stages)), ...runtimeFaults(last)];
}

function stageFaults(stage: Stage, stages: readonly Stage[]): string[] {
  const faults: string[] = [];
  if (!stages.some(({ name }) => name === stage.from) && !PINNED.test(stage.from)) {
    faults.push(`${stage.from} is not pinned`);
  }
  for (const { name, text } of stage.instructions) {
    if (['ARG', 'ENV'].includes(name) && SECRET.test(text)) {
      faults.push(`${name} holds a secret`);
    }
    if (name === 'ADD') {
      faults.push('ADD fetches and unpacks; COPY does what it says');
    }
    if (name === 'COPY' && /^(--chown=\S+ )?\.\s/.test(text)) {
      faults.push('COPY takes the whole folder');
    }
  }
  return faults;
}

function runtimeFaults(last: Stage): string[] {
  const user = /^(\d+)(:\d+)?$/.exec(lastOf(last, 'USER') ?? '')?.[1];
  const names = last.instructions.map(({ name }) => name);
  const after = last.instructions.slice(names.lastIndexOf('USER') + 1).map(({ name }) => name);
  const rules: [boolean, string][] = [
    [Number(user ?? 0) >= 10_000, 'USER is not a number of its own'],
    [!after.includes('RUN') && !after.includes('COPY'), 'USER comes before files that it would own'],
    [lastOf(last, 'STOPSIGNAL') === 'SIGTERM', 'STOPSIGNAL is not SIGTERM'],
    [
      lastOf(last, 'ENTRYPOINT') ===
        '["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "--no-allocation-site-pretenuring", "dist/main.js"]',
      'ENTRYPOINT does not start the program',
    ],
    [lastOf(last, 'HEALTHCHECK')?.includes('/health/live') ?? false, 'HEALTHCHECK does not ask /health/live'],
    [!/\b(curl|wget|npm)\b/.test(lastOf(last, 'HEALTHCHECK') ?? ''), 'HEALTHCHECK needs more than node'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

/** Services of ours have to wait for the ledger, give up privileges and say when they are well. */
export function composeFaults(compose: Compose): string[] {
  return Object.entries(compose.services).flatMap(([name, service]) =>
    [...commonFaults(service, compose), ...(isOurs(service) ? ourFaults(name, service) : [])].map(
      (fault) => `${name} ${fault}`,
    ),
  );
}

function isOurs(service: ComposeService): boolean {
  return service.image.startsWith('signet:');
}

function commonFaults(service: ComposeService, compose: Compose): string[] {
  const named = (service.volumes ?? [])
    .map((volume) => volume.split(':')[0]!)
    .filter((one) => /^\w+$/.test(one));
  const rules: [boolean, string][] = [
    [isOurs(service) || PINNED.test(service.image), 'has an image that is not pinned'],
    [service.healthcheck !== undefined, 'has no health check'],
    [isOurs(service) || (service.ports ?? []).length === 0, 'is open to the machine'],
    [(service.ports ?? []).every((port) => port.startsWith('127.0.0.1:')), 'is open to the network'],
    [
      (service.networks ?? []).every((network) => network in compose.networks),
      'joins a network that is not there',
    ],
    [named.every((volume) => volume in compose.volumes), 'mounts a volume that is not there'],
    [plainSecrets(service).length === 0, `has secrets in clear: ${plainSecrets(service).join(', ')}`],
    [Object.keys(service.depends_on ?? {}).every((one) => one in compose.services), 'waits for no service'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

function plainSecrets(service: ComposeService): string[] {
  return Object.entries({ ...service.environment })
    .filter(([name, value]) => {
      // What is left of the value once everything that comes from .env is taken out.
      const clear = value.replaceAll(/\$\{\w+:\?[^}]*\}/g, '');
      return name.endsWith('_URL') ? /:\/\/[^/@]*:[^@/]+@/.test(clear) : SECRET.test(name) && clear !== '';
    })
    .map(([name]) => name);
}

function ourFaults(name: string, service: ComposeService): string[] {
  const migrates = name === 'migrate';
  const rules: [boolean, string][] = [
    [service.read_only === true && (service.tmpfs ?? []).includes('/tmp'), 'may write to its root'],
    [service.cap_drop?.includes('ALL') === true, 'keeps capabilities'],
    [service.security_opt?.includes('no-new-privileges:true') === true, 'may gain privileges'],
    [service.depends_on?.['postgres']?.condition === 'service_healthy', 'does not wait for Postgres'],
    [
      migrates || service.depends_on?.['migrate']?.condition === 'service_completed_successfully',
      'does not wait for migrations',
    ],
    [migrates || service.depends_on?.['redis']?.required === false, 'cannot start without Redis'],
    [
      migrates || service.healthcheck?.test?.join(' ').includes('/health/ready') === true,
      'is well before it is ready',
    ],
    [Number.parseInt(service.stop_grace_period ?? '0', 10) > 18, 'is killed before it has finished'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}

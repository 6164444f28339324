/** The image and compose.yaml, by what is written in them; a sound file broken in one place is told so. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../../src/config/config.js';
import { composeEnvironment, interpolate, readCompose, readTop } from './compose.js';
import type { Compose } from './compose.js';
import { lastOf, parseDockerfile, readDockerfile } from './dockerfile.js';
import { composeFaults, dockerfileFaults } from './image-rules.js';

describe('the Dockerfile', () => {
  it('keeps the rules', async () => {
    expect(dockerfileFaults(await readDockerfile())).toEqual([]);
  });

  const BROKEN = [
    ['node:24.18.0-trixie-slim', 'node:24', 'node:24 is not pinned'],
    ['node:24.18.0-trixie-slim', 'node', 'node is not pinned'],
    ['USER 10001:10001', 'USER node', 'USER is not a number of its own'],
    ['USER 10001:10001', 'USER 0', 'USER is not a number of its own'],
    ['EXPOSE 8080', 'RUN chmod 777 dist', 'USER comes before files that it would own'],
    ['ROLE=all \\\n', 'ADMIN_TOKEN=x \\\n', 'ENV holds a secret'],
    ['COPY src ./src', 'ARG NPM_TOKEN', 'ARG holds a secret'],
    ['COPY src ./src', 'COPY . ./', 'COPY takes the whole folder'],
    ['STOPSIGNAL SIGTERM', 'STOPSIGNAL SIGKILL', 'STOPSIGNAL is not SIGTERM'],
    [
      '"node", "--max-semi-space-size=16", "--heap-growing-percent=50", "--no-allocation-site-pretenuring", "dist/main.js"',
      '"npm", "start"',
      'ENTRYPOINT does not start the program',
    ],
    ['"node", "-e", "fetch', '"curl", "fetch', 'HEALTHCHECK needs more than node'],
    ['/health/live', '/', 'HEALTHCHECK does not ask /health/live'],
  ] as const;

  it.each(BROKEN)('is refused with %s turned into %s', async (from, to, fault) => {
    const text = await readTop('Dockerfile');
    expect(text).toContain(from);
    expect(dockerfileFaults(parseDockerfile(text.replace(from, to)))).toContain(fault);
  });

  it('carries no optional and no development dependencies', async () => {
    const { stages } = await readDockerfile();
    const installs = Object.fromEntries(
      stages.map(({ name, instructions }) => [
        name,
        instructions.filter(({ text }) => text.startsWith('npm install')),
      ]),
    );
    expect(installs['production']).toMatchObject([
      { text: expect.stringContaining('--omit=dev --omit=optional') },
    ]);
    expect(installs['runtime']).toEqual([]);
    const copied = stages
      .at(-1)!
      .instructions.filter(({ name, text }) => name === 'COPY' && /modules/.test(text));
    expect(copied.map(({ text }) => text)).toEqual(['--from=production /app/node_modules ./node_modules']);
  });

  it('is given nothing to copy but what .dockerignore names', async () => {
    const lines = (await readTop('.dockerignore'))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const { stages } = await readDockerfile();
    const copied = stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
      .flatMap(({ text }) => text.split(/\s+/).slice(0, -1));
    expect([...new Set(copied)].sort()).toEqual([...allowed].sort());
  });
});

describe('the health check of the image', () => {
  it.each([
    [200, 0],
    [503, 1],
  ])('turns %i into exit code %i', async (status, code) => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/health/live' ? status : 404).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      expect(await healthCheck((server.address() as AddressInfo).port)).toBe(code);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('fails when nobody listens', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await once(server.close(), 'close');
    expect(await healthCheck(port)).toBe(1);
  });
});

describe('compose.yaml', () => {
  it('keeps the rules', async () => {
    const compose = await readCompose();
    expect(composeFaults(compose)).toEqual([]);
    expect(Object.keys(compose.services)).toEqual(['postgres', 'redis', 'migrate', 'web', 'worker']);
  });

  const BROKEN = [
    ['postgres:18.4-trixie', 'postgres:latest', 'postgres has an image that is not pinned'],
    ['valkey/valkey:8.1.7', 'valkey/valkey:8', 'redis has an image that is not pinned'],
    ["'127.0.0.1:8080:8080'", "'8080:8080'", 'web is open to the network'],
    ['read_only: true', 'read_only: false', 'worker may write to its root'],
    ['cap_drop: [ALL]', 'cap_drop: []', 'migrate keeps capabilities'],
    ['stop_grace_period: 20s', 'stop_grace_period: 5s', 'worker is killed before it has finished'],
    [
      'condition: service_completed_successfully',
      'condition: service_started',
      'web does not wait for migrations',
    ],
    ['required: false', 'required: true', 'worker cannot start without Redis'],
    ['/health/ready', '/health/live', 'web is well before it is ready'],
    [
      'POSTGRES_USER: signet',
      'POSTGRES_PASSWORD_2: x\n      SOME_TOKEN: y',
      'postgres has secrets in clear: SOME_TOKEN',
    ],
    ["volumes: ['redis:/data']", "volumes: ['cache:/data']", 'redis mounts a volume that is not there'],
    [
      'DATABASE_URL: postgres://signet:${POSTGRES_PASSWORD:?',
      'DATABASE_URL: postgres://signet:pw${X:?',
      'web has secrets in clear: DATABASE_URL',
    ],
  ] as const;

  it.each(BROKEN)('is refused with %s turned into %s', async (from, to, fault) => {
    const text = await readTop('compose.yaml');
    expect(text).toContain(from);
    const compose = parse(
      text.replace(from, () => to),
      { merge: true },
    ) as Compose;
    expect(composeFaults(compose).join('\n')).toContain(fault);
  });

  it('keeps the data of Postgres 18 where that image writes it', async () => {
    const { postgres } = (await readCompose()).services;
    expect(postgres?.volumes).toEqual(['postgres:/var/lib/postgresql']);
  });

  it('keeps the databases in a network without a way out', async () => {
    const { services, networks } = await readCompose();
    expect([services['postgres']?.networks, services['redis']?.networks]).toEqual([['back'], ['back']]);
    expect(networks['back']?.internal).toBe(true);
  });

  it('refuses to start while the example is not filled in, and takes nothing that the example does not name', async () => {
    const example = parseEnv(await readTop('compose.env.example')) as Record<string, string>;
    const { services } = await readCompose();
    for (const service of Object.values(services)) {
      expect(() => composeEnvironment(service, example)).toThrow(/fill in \.env/);
    }
    const filled = Object.fromEntries(Object.keys(example).map((name) => [name, 'filled']));
    expect(Object.values(services).map((service) => composeEnvironment(service, filled))).toHaveLength(5);
    const secret = Object.entries(example).filter(([name, value]) => name !== 'PUBLIC_URL' && value !== '');
    expect(secret).toEqual([]);
  });

  it('reads variables as Compose does', () => {
    expect(interpolate('${A}-${B:-b}-${C:?why}', { A: 'a', C: 'c' })).toBe('a-b-c');
    expect(() => interpolate('${C:?why}', { C: '' })).toThrow('C: why');
  });
});

describe('docs/operate.md', () => {
  it('explains every variable the program knows', async () => {
    const text = await readTop('docs/operate.md');
    expect([...VARIABLES].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Exit code of the image's own command, run against a port of this machine. */
async function healthCheck(port: number): Promise<number> {
  const { last } = await readDockerfile();
  const command = /CMD (\[.*\])$/.exec(lastOf(last, 'HEALTHCHECK') ?? '')?.[1] ?? '[]';
  const [, ...args] = JSON.parse(command) as string[];
  const child = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number];
  return code;
}

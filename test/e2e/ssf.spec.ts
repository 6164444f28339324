/** A stream set up with the command line at a transmitter, and what comes on it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Target } from '../support/a-target.js';
import { TestTransmitter, verification } from '../support/ssf-transmitter.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestCli, TestServer } from './cli-run.js';

interface Stream {
  streamId: string;
  issuer: string;
  method: string;
  endpoint: string;
  events: string[];
  status: { status: string } | null;
  verification: { pending: boolean; verifiedAt: string | null };
  lastEventAt: string | null;
  lastError: { reason: string } | null;
}

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;
let transmitter: TestTransmitter;
let app: Target;

beforeAll(async () => {
  database = await createTestDatabase();
  const env = { OUTBOUND_ALLOW: '127.0.0.1/32', NODE_EXTRA_CA_CERTS: inject('tls').file, LEASE_MS: '1000' };
  server = await startServer(database.url, env);
  cli = server.cli;
  folder = await temporaryFolder('ssf');
  app = await Target.start();
});
beforeAll(async () => {
  transmitter = await TestTransmitter.start({ path: '/tenant1' });
  await writeFile(join(folder, 'token'), `${transmitter.accessToken}\n`);
});
afterAll(async () => {
  await server?.stop();
  await transmitter?.stop();
  await app?.stop();
  await database?.drop();
});

const register = (name: string, ...args: string[]) => {
  const at = ['--transmitter', transmitter.issuer, '--transmitter-token-file', join(folder, 'token')];
  return ['source', 'ssf-register', name, ...at, ...args];
};
const sessionsEnd = (source: string) => `id: end-sessions-of-${source}
namespace: acme.identity
triggers:
  - { id: revoked, type: event, source: ${source}, events: [caep.session-revoked] }
tasks:
  - id: end
    type: http.request
    method: DELETE
    url: "${app.url}/users/{{ trigger.subject }}/sessions"
  - id: trace
    type: audit.log
    message: "sessions of {{ trigger.body.event.subject.sub }} ended: {{ trigger.body.event.payload.reason_admin.en }}"
`;

/** The transmitter revokes the sessions of somebody, and the application is told so. */
async function expectSessionsToEnd(source: string, user: string): Promise<void> {
  await writeFile(join(folder, `${source}.yaml`), sessionsEnd(source));
  await cli.text(['workflow', 'apply', join(folder, `${source}.yaml`)]);
  const subject = { format: 'iss_sub', iss: transmitter.issuer, sub: user };
  await transmitter.send({ subject, payload: { reason_admin: { en: 'landspeed' } } });
  await eventually(() => expect(app.to(`/users/${user}/sessions`)).toHaveLength(1), { within: 20_000 });
  await eventually(async () => {
    const audit = await cli.json<{ items: { message: string }[] }>(['audit', 'list', '--limit', '20']);
    expect(audit.items.map(({ message }) => message)).toContain(`sessions of ${user} ended: landspeed`);
  });
}

describe('a stream that pushes', () => {
  it('is set up, verified, and ends the sessions of a user', async () => {
    const said = await cli.run([...register('idp'), '--events', 'caep.*,risc.account-disabled', '--json']);
    expect(said).toMatchObject({ code: 0 });
    const stream = JSON.parse(said.stdout) as Stream;

    expect(stream).toMatchObject({
      streamId: transmitter.stream.id,
      issuer: transmitter.issuer,
      method: 'push',
      endpoint: transmitter.stream.delivery.endpoint_url,
      events: ['caep.session-revoked', 'risc.account-disabled'],
      verification: { pending: false, verifiedAt: expect.any(String) },
    });
    expect(said.stderr).toMatch(/feeds idp by push\n.*asked for.*\nverified\n/);
    expect(stream.endpoint).toMatch(/\/ssf\/[0-9a-f]{64}$/);
    expect(transmitter.stream.delivery.authorization_header).toMatch(/^Bearer \S{43}$/);
    await expectSessionsToEnd('idp', 'usr_1');
    await transmitter.stream.settled();
    expect(transmitter.stream.pushed.map(({ status, text }) => [status, text])).toEqual([
      [202, ''],
      [202, ''],
    ]);
    expect(await cli.json(['source', 'ssf-status', 'idp'])).toMatchObject({
      lastEventAt: expect.any(String),
    });
  });

  it('is the same stream when it is set up again, with the events that are asked for then', async () => {
    const before = transmitter.stream;
    const authorization = before.delivery.authorization_header;
    const stream = await cli.json<Stream>([...register('idp'), '--events', 'caep.session-revoked']);

    expect(transmitter.streams.size).toBe(1);
    expect(stream).toMatchObject({ streamId: before.id, events: ['caep.session-revoked'] });
    expect(transmitter.stream.delivery.authorization_header).toBe(authorization);
  });

  it('shows what the transmitter says of it, and what was refused', async () => {
    transmitter.stream.status = 'paused';
    expect(await cli.json<Stream>(['source', 'ssf-status', 'idp', '--remote'])).toMatchObject({
      status: { status: 'paused' },
    });
    transmitter.stream.status = 'enabled';
    await transmitter.send(verification(transmitter.stream, 'nobody asked for this, and it is fine'));
    await transmitter.send({ claims: { aud: 'somebody-else' } });
    await transmitter.stream.settled();
    await eventually(async () =>
      expect(await cli.text(['source', 'ssf-status', 'idp'])).toMatch(/last error: +bad_audience at/),
    );
    expect(await cli.text(['source', 'ssf-verify', 'idp'])).toMatch(/verified: +\d{4}-/);
  });

  it('is deleted there, and the source stays', async () => {
    expect(await cli.json(['source', 'ssf-delete', 'idp'])).toEqual({ deleted: 'idp' });
    expect(transmitter.streams.size).toBe(0);
    expect(await cli.json(['source', 'show', 'idp'])).toMatchObject({ name: 'idp', enabled: true });
    expect((await cli.run(['source', 'ssf-delete', 'idp'])).code).toBe(1);
  });
});

describe('a stream that is polled', () => {
  it('is set up, verified, and ends the sessions of a user', async () => {
    const stream = await cli.json<Stream>(register('polled', '--method', 'poll'));
    expect(stream).toMatchObject({ method: 'poll', endpoint: transmitter.stream.delivery.endpoint_url });
    await expectSessionsToEnd('polled', 'usr_2');
    await eventually(() => expect(transmitter.stream.pending).toBe(0));
    expect(await cli.text(['source', 'ssf-status', 'polled'])).toMatch(/polled: +\d{4}-/);

    await cli.text(['source', 'ssf-delete', 'polled']);
    expect(await cli.json(['source', 'show', 'polled'])).toMatchObject({ proofs: { profile: 'ssf' } });
  });
});

describe('a stream that cannot be set up', () => {
  it.each([
    [
      'of a transmitter that publishes nothing',
      () => `${transmitter.origin}/nowhere`,
      /no ssf-configuration/,
      1,
    ],
    ['over http', () => 'http://127.0.0.1:1', /must be an https URL/, 1],
    ['of nobody', () => 'https://127.0.0.1:1', /could not be reached/, 1],
  ])('%s leaves no source behind', async (_, url, message, code) => {
    const said = await cli.run(['source', 'ssf-register', 'nobody', '--transmitter', url()]);
    expect(said).toMatchObject({ code, stderr: expect.stringMatching(message) });
    expect((await cli.run(['source', 'show', 'nobody'])).code).toBe(1);
  });

  it('because the token is not taken leaves no source behind', async () => {
    const env = { WRONG: 'wrong' };
    const args = ['source', 'ssf-register', 'nobody', '--transmitter', transmitter.issuer];
    const said = await cli.run([...args, '--transmitter-token-env', 'WRONG', '--json'], { env });
    expect(said.code).toBe(1);
    expect(JSON.parse(said.stdout)).toMatchObject({
      error: { message: expect.stringContaining('does not accept the token (401)') },
    });
    expect((await cli.run(['source', 'show', 'nobody'])).code).toBe(1);
  });

  it('because verification does not come says so, and can be tried again', async () => {
    transmitter.fault = ({ path }) => (path === '/verification' ? { status: 204 } : undefined);
    const said = await cli.run(register('silent', '--within', '1'));
    expect(said).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('silent was not verified within 1 s'),
    });
    transmitter.fault = () => undefined;
    expect((await cli.run(['source', 'ssf-verify', 'silent'])).code).toBe(0);
  });

  it('without a transmitter is a wrong command line', async () => {
    expect((await cli.run(['source', 'ssf-register', 'idp'])).code).toBe(2);
  });
});

/** What a document names and its environment lacks is said when it is saved, and does not keep it from being saved. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, startAdminApp } from './admin-app.js';

let app: AdminApp;
beforeAll(async () => {
  app = await startAdminApp();
  await app.call('PUT', '/environments/staging', {});
  await app.call('PUT', '/secrets/acme/API_KEY', { value: 'hunter2' });
  await app.call('PUT', '/secrets/acme/ONLY_STAGED?environment=staging', { value: 'hunter3' });
  await app.call('PUT', '/variables/acme.near/REGION?environment=staging', { value: 'lyon' });
});
afterAll(async () => {
  await app?.stop();
});

const TEXT = `id: names
namespace: acme.near
tasks:
  - id: one
    type: log
    message: "{{ secret('API_KYE') }} {{ secret('ONLY_STAGED') }}"
  - id: two
    type: log
    message: "{{ var('REGIOM') }} {{ var('REGION') }}"
`;
const line = ({ line, path, message, suggestion = '' }: Readonly<Record<string, string | number>>): string =>
  `${line} ${path}: ${message} ${suggestion}`.trim();

const IN_PRODUCTION = [
  "6 tasks[0].message: there is no secret 'API_KYE' for acme.near in production API_KEY",
  "6 tasks[0].message: there is no secret 'ONLY_STAGED' for acme.near in production",
  "9 tasks[1].message: there is no variable 'REGIOM' for acme.near in production",
  "9 tasks[1].message: there is no variable 'REGION' for acme.near in production",
];
const IN_STAGING = [
  "6 tasks[0].message: there is no secret 'API_KYE' for acme.near in staging API_KEY",
  "9 tasks[1].message: there is no variable 'REGIOM' for acme.near in staging REGION",
];
const YAML = { headers: { 'content-type': 'application/yaml' } };

describe('a document that names what its environment lacks', () => {
  it('is saved with a warning for each name, again when nothing changed', async () => {
    for (const outcome of ['created', 'unchanged']) {
      const { body } = await app.call('PUT', '/workflows', TEXT, YAML);
      expect([body.outcome, body.warnings.map(line)]).toEqual([outcome, IN_PRODUCTION]);
    }
    const { body } = await app.call('PUT', '/workflows?environment=staging', TEXT, YAML);
    expect(body.warnings.map(line)).toEqual(IN_STAGING);
    expect(JSON.stringify(body)).not.toMatch(/hunter|lyon/);
  });

  it('is valid, with the same warnings', async () => {
    const { body } = await app.call('POST', '/workflows/validate', TEXT, YAML);
    expect([body.valid, body.warnings.map(line)]).toEqual([true, IN_PRODUCTION]);
    const { body: staged } = await app.call('POST', '/workflows/validate?environment=staging', TEXT, YAML);
    expect(staged.warnings.map(line)).toEqual(IN_STAGING);
    expect((await app.call('POST', '/workflows/validate?environment=nowhere', TEXT, YAML)).status).toBe(404);
  });

  it('does not tell what is there to a token that does not reach it', async () => {
    const token = await app.token('author', ['other']);
    const { body } = await app.call('POST', '/workflows/validate', TEXT, { ...YAML, token });
    expect([body.valid, body.warnings]).toEqual([true, []]);
  });

  it('is told of sources, directories and workflows, until they are there', async () => {
    const text = `id: others
namespace: acme.near
triggers:
  - { id: left, type: event, source: hr-system, events: [user.left] }
tasks:
  - { id: off, type: user.disable, directory: mian, user: x }
  - { id: more, type: subflow, workflow: nmaes }
`;
    const { body } = await app.call('PUT', '/workflows', text, YAML);
    expect([body.outcome, body.warnings.map(line)]).toEqual([
      'created',
      [
        "4 triggers[0].source: there is no source 'hr-system' for acme.near in production",
        "6 tasks[0].directory: there is no directory 'mian' for acme.near in production main",
        "7 tasks[1].workflow: there is no workflow 'acme.near/nmaes' for acme.near in production acme.near/names",
      ],
    ]);
    await app.call('PUT', '/sources/hr-system', { open: true });
    const right = text.replace('mian', 'main').replace('nmaes', 'names');
    expect((await app.call('PUT', '/workflows', right, YAML)).body.warnings).toEqual([]);
  });

  it('is told of inputs that a workflow within its reach does not take', async () => {
    const grant = (name: string): string => `id: ${name}
namespace: acme.far
triggers:
  - { id: hook, type: webhook, open: true, parameters: { user: { type: string, required: true } } }
tasks:
  - { id: trace, type: audit.log, message: '{{ inputs.user }}' }
`;
    const text = `id: caller
namespace: acme.near
tasks:
  - { id: more, type: subflow, workflow: acme.far/grant, inputs: { usr: 1 } }
  - { id: again, type: subflow, workflow: caller, inputs: { x: 1 } }
`;
    const unread = ["5 tasks[1].inputs.x: acme.near/caller does not read the input 'x', it takes none"];
    await app.call('PUT', '/workflows', grant('grant'), YAML);
    const { body } = await app.call('PUT', '/workflows', text, YAML);
    expect(body.warnings.map(line)).toEqual([
      "4 tasks[0].inputs: acme.far/grant needs 'user' as well",
      "4 tasks[0].inputs.usr: acme.far/grant does not read the input 'usr', it takes user user",
      ...unread,
    ]);
    const token = await app.token('author', ['acme.near']);
    const { body: limited } = await app.call('PUT', '/workflows', text, { ...YAML, token });
    expect(limited.warnings.map(line)).toEqual(unread);
  });

  it('is told nothing of workflows that are saved along with it', async () => {
    const text = `id: first
namespace: acme.near
tasks:
  - { id: next, type: subflow, workflow: second, inputs: { x: 1 } }
  - { id: last, type: subflow, workflow: acme.near/quite-elsewhere }
`;
    const missing = (name: string, at: number): string =>
      `${at + 4} tasks[${at}].workflow: there is no workflow 'acme.near/${name}' for acme.near in production`;
    for (const path of ['/workflows/validate', '/workflows/diff']) {
      const warningsOf = async (query: string): Promise<string[]> =>
        (await app.call('POST', path + query, text, YAML)).body.warnings.map(line);
      expect(await warningsOf('')).toEqual([missing('second', 0), missing('quite-elsewhere', 1)]);
      const named = '?beside=acme.near/second,acme/third';
      expect(await warningsOf(named)).toEqual([missing('quite-elsewhere', 1)]);
      expect((await app.call('POST', `${path}?beside=second`, text, YAML)).status).toBe(400);
    }
    const saved = await app.call(
      'PUT',
      '/workflows?beside=acme.near/second,acme.near/quite-elsewhere',
      text,
      YAML,
    );
    expect([saved.status, saved.body.warnings]).toEqual([201, []]);
  });

  it('is told nothing of secrets and workflows beyond the reach of its author', async () => {
    const text = `id: curious
namespace: acme.near
tasks:
  - { id: one, type: log, message: "{{ secret('API_KYE') }} {{ secret('OWN_KYE') }}" }
  - { id: two, type: subflow, workflow: acme.nears/curios }
  - { id: three, type: subflow, workflow: acme.nears/curious }
  - { id: four, type: subflow, workflow: acme.near/curiuos }
`;
    const other = text.replace(/tasks:[^]*/, 'tasks: [{ id: one, type: log, message: x }]\n');
    await app.call('PUT', '/workflows', other.replace('acme.near', 'acme.nears'), YAML);
    await app.call('PUT', '/workflows', other, YAML);
    await app.call('PUT', '/secrets/acme.near/OWN_KEY', { value: 'hunter4' });
    const of = async (token: string | undefined) => {
      const { body } = await app.call('POST', '/workflows/validate', text, {
        ...YAML,
        ...(token && { token }),
      });
      return body.warnings.map(line);
    };
    const one = "4 tasks[0].message: there is no secret 'API_KYE' for acme.near in production";
    const own = "4 tasks[0].message: there is no secret 'OWN_KYE' for acme.near in production OWN_KEY";
    const curios =
      "5 tasks[1].workflow: there is no workflow 'acme.nears/curios' for acme.near in production";
    const four =
      "7 tasks[3].workflow: there is no workflow 'acme.near/curiuos' for acme.near in production acme.near/curious";
    expect(await of(undefined)).toEqual([`${one} API_KEY`, own, `${curios} acme.nears/curious`, four]);
    expect(await of(await app.token('author', ['acme.near']))).toEqual([one, own, four]);
  });

  it('that has faults is told those', async () => {
    const { body } = await app.call(
      'POST',
      '/workflows/validate',
      TEXT.replace('type: log', 'type: lgo'),
      YAML,
    );
    expect([body.valid, body.faults.length, body.warnings]).toEqual([false, 1, []]);
  });
});

describe('a document that waits for an event type', () => {
  const waiting = (source: string, ...types: string[]): string => `id: typed
namespace: acme.near
triggers:
  - { id: on, type: event, source: ${source}, events: [${types.join(', ')}] }
tasks:
  - { id: later, type: wait, event: { source: ${source}, events: [session.revokde] }, timeout: 1h }
`;
  const warningsOf = async (text: string, token?: string): Promise<string[]> => {
    const { body } = await app.call('POST', '/workflows/validate', text, {
      ...YAML,
      ...(token && { token }),
    });
    return body.warnings.map(line);
  };
  const ofWait = "6 tasks[0].event.events[0]: 'any' is not known to send 'session.revokde' session.revoked";

  beforeAll(async () => {
    await app.call('PUT', '/sources/any', { open: true, vocabulary: { 'hr.joined': 'user.created' } });
    await app.call('PUT', '/sources/mail', {
      verify: { profile: 'resend', secrets: [`whsec_${Buffer.from('k'.repeat(24)).toString('base64')}`] },
    });
  });

  it('that is nearly a common one, or one of its source, is asked whether it means that', async () => {
    expect(await warningsOf(waiting('any', 'user.craeted', 'hr.jonied', 'User.Created'))).toEqual([
      "4 triggers[0].events[0]: 'any' is not known to send 'user.craeted' user.created",
      "4 triggers[0].events[1]: 'any' is not known to send 'hr.jonied' hr.joined",
      "4 triggers[0].events[2]: 'any' is not known to send 'User.Created' user.created",
      ofWait,
    ]);
    const { status, body } = await app.call('PUT', '/workflows', waiting('any', 'user.craeted'), YAML);
    expect([status, body.outcome, body.warnings.length]).toEqual([201, 'created', 2]);
  });

  it('that is known, like none, a prefix, or of a sender of other things is told nothing', async () => {
    const types = ['user.created', 'hr.joined', 'invoice.paid', 'usr.*', '"*"', 'abc'];
    expect(await warningsOf(waiting('any', ...types))).toEqual([ofWait]);
    expect(await warningsOf(waiting('mail', 'user.craeted'))).toEqual([]);
  });

  it('is told nothing once that type has come from there, and nothing where it has come from elsewhere', async () => {
    const arrive = (source: string): Promise<unknown> =>
      app.dataSource.query(
        `insert into event (id, delivery_id, tenant, hook_id, source, type, bytes, headers, parameters)
         select gen_random_uuid(), gen_random_uuid(), 'main', h.id, s.name, 'user.craeted', 0, '{}', '{}'
           from source s join hook h on h.source_id = s.id where s.name = $1`,
        [source],
      );
    await app.call('PUT', '/sources/other', { open: true });
    await arrive('other');
    expect(await warningsOf(waiting('any', 'user.craeted'))).toHaveLength(2);
    await arrive('any');
    expect(await warningsOf(waiting('any', 'user.craeted'))).toEqual([ofWait]);
  });

  it('tells who is limited to namespaces nothing of what arrives for others', async () => {
    const token = await app.token('author', ['acme.near']);
    expect(await warningsOf(waiting('any', 'user.locekd'), token)).toEqual([]);
  });
});

import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { AuditKeys } from '../../src/audit/audit-keys.service.js';
import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { startTestSignet } from '../support/a-signet.js';
import type { TestSignet } from '../support/a-signet.js';
import { Target } from '../support/a-target.js';
import { deploy, settled } from '../support/builders.js';
import type { Finished } from '../support/builders.js';
import { aNewEvent, openAll } from '../support/builders-ledger.js';

const SECRET = 's3cret-"value"-of-the-api';

let signet: TestSignet;
let target: Target;

beforeAll(async () => {
  target = await Target.start();
  signet = await startTestSignet({ env: { ROLE: 'worker', OUTBOUND_ALLOW: '127.0.0.0/8' } });
  await signet.part(SecretStore).put({ tenant: 'main', namespace: 'acme' }, 'API_KEY', SECRET);
});
afterAll(async () => {
  await signet?.stop();
  await target?.stop();
});
beforeEach(() => {
  target.calls.length = 0;
  target.answer = () => undefined;
});

async function run(tasks: readonly object[], body: unknown = {}): Promise<Finished> {
  const { id: workflowId } = await deploy(signet, { tasks });
  const [id] = await openAll(signet.part(DataSource), [aNewEvent({ workflowId, body })]);
  return settled(signet, id!);
}

const call = (rest: object = {}) => ({
  id: 'call',
  type: 'http.request',
  method: 'POST',
  url: `${target.url}/call`,
  retry: { maxAttempts: 1 },
  ...rest,
});
const answerJson = (value: unknown, status = 200) => {
  target.answer = (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

/** Everything the ledger keeps of an execution, as one text; sealed parts of the audit log opened. */
async function everythingAbout(id: string): Promise<string> {
  const texts = await signet.rows<{ t: string }>(
    `select r::text as t from task_run r where execution_id = $1
      union all select x::text from execution x where id = $1
      union all select d::text from dead_letter d where execution_id = $1`,
    [id],
  );
  const audit = await signet.rows<{ id: string; leaf: Buffer; sealed: Buffer }>(
    'select id, leaf, sealed from audit_entry where execution_id = $1',
    [id],
  );
  const keys = signet.part(AuditKeys);
  const opened = audit.flatMap((row) => [row.leaf.toString(), keys.openPrivate(row.id, row.sealed)]);
  return [...texts.map(({ t }) => t), ...opened].join('\n');
}

describe('a secret', () => {
  it('reaches the target and no record: not of the input, the output, a later task or the audit log', async () => {
    target.answer = ({ headers }, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json', 'x-echo': String(headers['x-key']) })
        .end(JSON.stringify({ echo: headers['x-key'], nested: [{ [String(headers['x-key'])]: 1 }] }));
    const { id, status } = await run([
      call({
        headers: { authorization: "Bearer {{ secret('API_KEY') }}", 'x-key': "{{ secret('API_KEY') }}" },
        body: { key: "{{ secret('API_KEY') }}", mixed: "a {{ secret('API_KEY') }} b" },
      }),
      { id: 'copy', type: 'set', values: { copied: '{{ tasks.call.output.body.echo }}' } },
      { id: 'said', type: 'log', message: 'it is {{ tasks.copy.output.copied }}' },
      {
        id: 'trace',
        type: 'audit.log',
        message: 'key {{ tasks.copy.output.copied }}',
        outcome: "{{ secret('API_KEY') }}",
      },
    ]);
    expect(status).toBe('succeeded');
    const [sent] = target.calls;
    expect(sent!.headers).toMatchObject({ authorization: `Bearer ${SECRET}`, 'x-key': SECRET });
    expect(sent!.body).toEqual({ key: SECRET, mixed: `a ${SECRET} b` });

    const kept = await everythingAbout(id);
    expect(kept).toContain('said');
    expect(kept).not.toMatch(/s3cret|of-the-api/);
  });

  it('is in no record of what was made of it either, when the target sends that back', async () => {
    target.answer = ({ headers, path }, response) =>
      void response
        .writeHead(path === '/refuse' ? 400 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ headers }));
    const headers = {
      authorization: "Basic {{ base64('crm:' + secret('API_KEY')) }}",
      'x-hash': "{{ hash(secret('API_KEY')) }}",
    };
    const echoed = await run([
      call({ headers }),
      { id: 'copy', type: 'log', message: '{{ tasks.call.output.body }}' },
    ]);
    const refused = await run([call({ url: `${target.url}/refuse`, headers })]);
    const [sent] = target.calls;
    const basic = `Basic ${Buffer.from(`crm:${SECRET}`).toString('base64')}`;
    expect(sent!.headers['authorization']).toBe(basic);
    expect([echoed.status, refused.status]).toEqual(['succeeded', 'dead']);

    for (const { id } of [echoed, refused]) {
      const kept = await everythingAbout(id);
      expect(kept).toContain('[redacted]');
      for (const trace of [basic.slice(6), String(sent!.headers['x-hash'])]) {
        expect(kept).not.toContain(trace);
      }
      expect(kept).not.toContain(basic.slice(12, -4));
    }
  });

  it('is in no error either', async () => {
    answerJson({ error: `bad key ${SECRET}` }, 400);
    const refused = await run([call({ headers: { 'x-key': "{{ secret('API_KEY') }}" } })]);
    const failed = await run([
      {
        id: 'stop',
        type: 'fail',
        message: "no: {{ secret('API_KEY') }}",
        details: { k: "{{ secret('API_KEY') }}" },
      },
    ]);
    const lost = await run([call({ url: "http://127.0.0.1:1/{{ secret('API_KEY') }}" })]);
    for (const { id, status } of [refused, failed, lost]) {
      expect(status).toBe('dead');
      expect(await everythingAbout(id)).not.toMatch(/s3cret|of-the-api/);
    }
  });

  it('that only looks like one of another workflow is left as it is', async () => {
    const { id } = await run([{ id: 'said', type: 'log', message: '{{ trigger.body.x }}' }], { x: SECRET });
    expect(await everythingAbout(id)).toContain('s3cret');
  });

  it('of a parent namespace is there, that of another is not', async () => {
    const store = signet.part(SecretStore);
    await store.put({ tenant: 'main', namespace: 'acme.identity' }, 'ONLY_THERE', 'deep-secret-value');
    await store.put({ tenant: 'main', namespace: 'acme.identity' }, 'API_KEY', 'nearer-secret-value');
    const key = call({ headers: { 'x-key': "{{ secret('API_KEY') }}" } });
    const { id: workflowId } = await deploy(signet, { namespace: 'acme.identity', tasks: [key] });
    const [id] = await openAll(signet.part(DataSource), [aNewEvent({ workflowId })]);
    expect((await settled(signet, id!)).status).toBe('succeeded');
    expect(target.calls[0]!.headers['x-key']).toBe('nearer-secret-value');
    const above = await run([call({ headers: { 'x-key': "{{ secret('ONLY_THERE') }}" } })]);
    expect(above).toMatchObject({ status: 'dead', last_error: { code: 'secret_missing' } });
  });
});

describe('what cannot be stored', () => {
  const verb = { id: 'trace', type: 'audit.log', message: 'x', verb: '{{ tasks.call.output.body.x }}' };

  it('buries its execution instead of being tried for ever, and no other of its commit', async () => {
    answerJson({ x: 'a\u0000b' });
    const { id: workflowId } = await deploy(signet, { tasks: [call(), verb] });
    const { id: other } = await deploy(signet, { tasks: [{ id: 'set', type: 'set', values: { a: 1 } }] });
    const events = [workflowId, other, other].map((one) => aNewEvent({ workflowId: one }));
    const ids = await openAll(signet.part(DataSource), events);
    const finished = await Promise.all(ids.map((id) => settled(signet, id)));
    expect(finished.map(({ status, reason }) => [status, reason])).toEqual([
      ['dead', 'unexpected'],
      ['succeeded', null],
      ['succeeded', null],
    ]);
    expect(await signet.count('dead_letter', 'execution_id = $1', [ids[0]])).toBe(1);
    expect(target.calls).toHaveLength(1);
  });

  it.each([
    ['a zero character', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud83d'],
  ])(
    'in what a target answers (%s) is kept where it can be, and ends somewhere in any case',
    async (_, text) => {
      answerJson({ x: text });
      const kept = await run([
        call(),
        { id: 'copy', type: 'set', values: { x: '{{ tasks.call.output.body.x }}' } },
      ]);
      expect(kept.status).toBe('succeeded');
      const x = '{{ tasks.call.output.body.x }}';
      for (const task of [
        { type: 'user.create', user: 'usr_odd', set: { displayName: x, note: { deep: x } } },
        { type: 'user.create', user: x },
        { type: 'fail', message: x, details: { x } },
        { type: 'audit.log', message: x, subject: x, details: { x } },
        { type: 'log', message: x },
        call({ id: 'again', body: { x }, headers: { 'x-text': x } }),
      ]) {
        const { status } = await run([call(), { id: 'use', ...task }]);
        expect(['succeeded', 'dead']).toContain(status);
      }
      expect(await signet.count('open_execution')).toBe(0);
    },
  );

  it.each([
    ['an expression', '{tasks,0,input,url}', '"{{ no such( }}"'],
    ['its shape', '{tasks}', '5'],
  ])(
    'as a document that this program does not understand (%s) buries its executions',
    async (_, path, value) => {
      const { id: workflowId } = await deploy(signet, { tasks: [call()] });
      await signet.rows(
        `insert into workflow_revision (workflow_id, number, hash, text, created_by, document)
       select workflow_id, 2, hash, text, created_by, jsonb_set(document, $2::text[], $3::jsonb)
         from workflow_revision where workflow_id = $1`,
        [workflowId, path, value],
      );
      const [id] = await openAll(signet.part(DataSource), [aNewEvent({ workflowId, revision: 2 })]);
      expect(await settled(signet, id!)).toMatchObject({ status: 'dead', reason: 'invalid_document' });
    },
  );

  it('as a user whom somebody left without attributes, by hand, buries who changes them, and no other of the commit', async () => {
    await run([{ id: 'make', type: 'user.create', user: 'usr_odd' }]);
    await signet.rows(`update directory_user set attributes = 'null' where id = 'usr_odd'`);
    const documents = ['usr_odd', 'usr_even', 'usr_more'].map((user) => {
      const type = user === 'usr_odd' ? 'user.update' : 'user.create';
      return deploy(signet, { tasks: [{ id: 'c', type, user, set: { note: 1 } }] });
    });
    const events = (await Promise.all(documents)).map(({ id: workflowId }) => aNewEvent({ workflowId }));
    const ids = await openAll(signet.part(DataSource), events);
    const finished = await Promise.all(ids.map((id) => settled(signet, id)));
    expect(finished.map(({ status, reason }) => [status, reason])).toEqual([
      ['dead', 'unexpected'],
      ['succeeded', null],
      ['succeeded', null],
    ]);
  });
});

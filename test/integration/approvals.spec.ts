/** Tasks that wait for a person: who may decide, once, by API and by link. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { ADMIN_TOKEN, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { deploy, settled } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { RootKey } from '../../src/secrets/root-key.js';
import { ManualTrigger } from '../../src/intake/trigger.service.js';
import { RevisionsRepository } from '../../src/workflow/revisions.repository.js';

type Task = Readonly<Record<string, unknown>>;
interface Waiting {
  readonly execution: string;
  readonly approval: string;
}

let signet: TestSignet;
let api: TestApi;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ...WITH_ADMIN } });
  api = new TestApi(signet);
});
afterAll(() => signet?.stop());

/** An execution that waits for a decision. */
async function waiting(rest: Task = {}, after: readonly Task[] = []): Promise<Waiting> {
  const ask = { id: 'ask', type: 'approval', message: 'Delete {{ trigger.body.user }}?', ...rest };
  const { name } = await deploy(signet, { tasks: [ask, ...after] });
  const key = { tenant: 'main', namespace: 'acme', name, environment: 'production' };
  const row = (await signet.part(RevisionsRepository).find(key))!;
  const { executions } = await signet.part(ManualTrigger).triggerWorkflow(row, { body: { user: 'ada' } });
  const execution = executions[0]!;
  const approval = await eventually(async () => {
    const [asked] = await signet.rows<{ id: string }>('select id from approval where execution_id = $1', [
      execution,
    ]);
    return asked!.id;
  });
  return { execution, approval };
}

async function caller(role: string, name: string, namespaces: string[] = []): Promise<TestApi> {
  const { token } = await api.must('POST', '/tokens', { name, role, namespaces });
  return new TestApi(signet, token);
}

const decide = (by: TestApi, id: string, outcome: string, fields?: object) =>
  by.call('POST', `/approvals/${id}/decide`, { outcome, ...(fields && { fields }) });

async function outputOf(execution: string): Promise<Record<string, unknown>> {
  expect(await settled(signet, execution)).toMatchObject({ status: 'succeeded' });
  const [run] = await signet.rows<{ output: Record<string, unknown> }>(
    `select output from task_run where execution_id = $1 and task_id = 'ask'`,
    [execution],
  );
  return run!.output;
}

async function linksOf(approval: string): Promise<Record<string, string>> {
  const { links } = await api.must('POST', `/approvals/${approval}/links`, {});
  return Object.fromEntries(
    Object.entries(links as Record<string, string>).map(([outcome, url]) => [
      outcome,
      `${signet.url}${new URL(url).pathname}`,
    ]),
  );
}

const submit = (url: string, form: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form) });

describe('an approval', () => {
  it('is listed while it is open, decided once, and tells the tasks that follow', async () => {
    const { execution, approval } = await waiting(
      { fields: { reason: { type: 'string', required: true }, days: 'integer' } },
      [{ id: 'after', type: 'set', values: { why: '{{ tasks.ask.output.fields.reason }}' } }],
    );
    const { items } = await api.must('GET', '/approvals');
    expect(items).toContainEqual(
      expect.objectContaining({
        id: approval,
        message: 'Delete ada?',
        outcomes: ['approve', 'reject'],
        status: 'open',
      }),
    );
    const answer = await decide(api, approval, 'approve', { reason: 'known', days: 3 });
    expect(answer).toMatchObject({ status: 200, body: { status: 'decided', decidedBy: 'token:admin' } });
    expect(await outputOf(execution)).toMatchObject({
      approval,
      expired: false,
      outcome: 'approve',
      fields: { reason: 'known', days: 3 },
      by: 'token:admin',
    });
    expect(
      await signet.rows(`select output from task_run where execution_id = $1 and task_id = 'after'`, [
        execution,
      ]),
    ).toEqual([{ output: { why: 'known' } }]);
    expect(
      await signet.count('audit_entry', `execution_id = $1 and verb = 'approval.decide'`, [execution]),
    ).toBe(1);
    expect((await decide(api, approval, 'reject', { reason: 'no' })).status).toBe(409);
    expect((await api.must('GET', '/approvals')).items.map(({ id }: { id: string }) => id)).not.toContain(
      approval,
    );
  });

  it('is listed by what became of it, those that are over newest first', async () => {
    const open = await waiting();
    const [first, second] = [await waiting(), await waiting()];
    const late = await waiting();
    await decide(api, first.approval, 'approve');
    await decide(api, second.approval, 'reject');
    await signet.rows(`update approval set expires_at = now() - interval '1 minute' where id = $1`, [
      late.approval,
    ]);
    const idsOf = async (status: string, more = ''): Promise<string[]> =>
      (await api.must('GET', `/approvals?status=${status}${more}`)).items.map(({ id }: { id: string }) => id);

    expect(await idsOf('open')).toContain(open.approval);
    expect(await idsOf('open')).not.toContain(late.approval);
    expect((await idsOf('decided')).slice(0, 2)).toEqual([second.approval, first.approval]);
    expect((await idsOf('expired'))[0]).toBe(late.approval);
    expect(await idsOf('cancelled')).toEqual([]);
    const { next } = await api.must('GET', '/approvals?status=decided&limit=1');
    expect(await idsOf('decided', `&limit=1&cursor=${next}`)).toEqual([first.approval]);
    expect((await api.call('GET', '/approvals?status=lost')).status).toBe(400);
  });

  it('is decided by one of many at the same time', async () => {
    const { execution, approval } = await waiting();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => decide(api, approval, n % 2 === 0 ? 'approve' : 'reject')),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(answers.length - 1);
    expect(await outputOf(execution)).toMatchObject({ outcome: won[0]!.body.outcome });
    expect(
      await signet.count('audit_entry', `execution_id = $1 and verb = 'approval.decide'`, [execution]),
    ).toBe(1);
  });

  it('is for the roles and tokens it names, and for operators where it names none', async () => {
    const operator = await caller('operator', 'op');
    const auditor = await caller('auditor', 'aud');
    const ada = await caller('author', 'ada');
    const named = (await waiting({ roles: ['auditor'], tokens: ['ada'] })).approval;
    const open = (await waiting()).approval;
    expect((await decide(operator, named, 'approve')).status).toBe(403);
    expect((await decide(auditor, open, 'approve')).status).toBe(403);
    expect((await decide(ada, named, 'approve')).status).toBe(200);
    expect((await decide(operator, open, 'approve')).status).toBe(200);
    expect((await decide(auditor, (await waiting({ roles: ['auditor'] })).approval, 'reject')).status).toBe(
      200,
    );
  });

  it('is nobody else’s: not of another namespace or tenant, not without a token', async () => {
    const { approval } = await waiting();
    const elsewhere = await caller('operator', 'elsewhere', ['other']);
    const tenant = await api.tenant('acme');
    for (const stranger of [elsewhere, tenant, new TestApi(signet, 'x')]) {
      expect([401, 404]).toContain((await decide(stranger, approval, 'approve')).status);
      expect([401, 404]).toContain((await stranger.call('GET', `/approvals/${approval}`)).status);
    }
    expect((await api.must('GET', `/approvals/${approval}`)).status).toBe('open');
  });

  it('takes no outcome and no field that it does not ask for, and says so all at once', async () => {
    const { approval } = await waiting({
      fields: { days: { type: 'integer', required: true }, kind: { enum: ['a'] } },
    });
    expect((await decide(api, approval, 'maybe', { days: 1 })).status).toBe(400);
    expect((await decide(api, approval, '__proto__', { days: 1 })).status).toBe(400);
    const { status, body } = await decide(api, approval, 'approve', { days: '1', kind: 'b', more: 1 });
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(3);
    expect(JSON.stringify(body)).not.toContain('more');
    for (const fields of [{ days: 1.5 }, { days: null }, { days: [1] }, {}, { days: 1, kind: '\u0000' }]) {
      expect((await decide(api, approval, 'approve', fields)).status).toBe(400);
    }
    expect((await decide(api, approval, 'approve', { days: 1, kind: 'a' })).status).toBe(200);
  });

  it('expires: into the branch for it, or it fails', async () => {
    const late = [{ id: 'late', type: 'set', values: { late: true } }];
    const branch = await waiting({ expires: '200ms', onExpiry: late });
    const none = await waiting({ expires: '200ms' });
    expect(await outputOf(branch.execution)).toMatchObject({ expired: true, outcome: null });
    expect(await signet.count('task_run', `execution_id = $1 and task_id = 'late'`, [branch.execution])).toBe(
      1,
    );
    expect(await settled(signet, none.execution)).toMatchObject({
      status: 'dead',
      last_error: { code: 'task_failed', message: 'nobody decided in time' },
    });
    expect((await decide(api, branch.approval, 'approve')).status).toBe(409);
  });

  it('comes to one end when it is decided as it expires', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => waiting({ expires: '1s', onExpiry: [] })));
    const answers = await Promise.all(all.map(({ approval }) => decide(api, approval, 'approve')));
    for (const [index, { execution }] of all.entries()) {
      const { expired, outcome } = await outputOf(execution);
      expect([expired, outcome]).toEqual(answers[index]!.status === 200 ? [false, 'approve'] : [true, null]);
    }
  });

  it('reminds in the audit log while nobody decides', async () => {
    const { execution } = await waiting({ reminder: '1m' });
    await signet.rows(`update task_run set due_at = now() where execution_id = $1 and task_id = 'ask'`, [
      execution,
    ]);
    await signet.rows('update open_execution set due_at = now() where id = $1', [execution]);
    await eventually(async () =>
      expect(
        await signet.count('audit_entry', `execution_id = $1 and verb = 'approval.remind'`, [execution]),
      ).toBe(1),
    );
    expect(await signet.count('open_execution', `id = $1`, [execution])).toBe(1);
  });

  it('is over with its execution', async () => {
    const { execution, approval } = await waiting();
    await signet.rows(
      `update open_execution set control = 'cancel', status = 'retrying', due_at = now() where id = $1`,
      [execution],
    );
    expect((await settled(signet, execution)).status).toBe('cancelled');
    expect((await decide(api, approval, 'approve')).status).toBe(409);
    expect((await api.must('GET', `/approvals/${approval}`)).status).toBe('cancelled');
  });
});

describe('a signed link', () => {
  it('shows what it would decide, and decides when its form is sent, once', async () => {
    const { execution, approval } = await waiting({
      link: true,
      fields: { reason: 'string', sure: 'boolean' },
    });
    const { approve, reject } = await linksOf(approval);
    for (let looks = 0; looks < 2; looks += 1) {
      const page = await fetch(approve!);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      );
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(await page.text()).toContain('Delete ada?');
    }
    expect((await api.must('GET', `/approvals/${approval}`)).status).toBe('open');
    expect((await submit(approve!, { reason: 'fine', sure: 'true' })).status).toBe(200);
    expect(await outputOf(execution)).toMatchObject({
      outcome: 'approve',
      by: 'link:token:admin',
      fields: { reason: 'fine', sure: true },
    });
    expect((await submit(approve!)).status).toBe(409);
    expect((await submit(reject!)).status).toBe(409);
    expect((await fetch(reject!)).status).toBe(409);
  });

  it('echoes nothing unescaped: not what the event said, not what the form said', async () => {
    const evil = `<script>alert("1")</script>'"&`;
    const { approval } = await waiting({
      link: true,
      message: `{{ '${evil.replaceAll("'", String.raw`\'`)}' }}`,
      fields: { days: { type: 'integer', description: evil } },
    });
    const { approve } = await linksOf(approval);
    const page = await (await fetch(approve!)).text();
    const refused = await submit(approve!, { days: evil, [evil]: 'x' });
    expect(refused.status).toBe(422);
    for (const text of [page, await refused.text()]) {
      expect(text).not.toContain('<script');
      expect(text).toContain('&lt;script&gt;');
      expect(text).not.toMatch(/value=/);
    }
    expect((await submit(approve!, { days: '3'.repeat(20_000) })).status).toBe(413);
    expect((await submit(approve!, { ['__proto__']: 'x' })).status).toBe(200); // the parser leaves it out
    expect((await api.must('GET', `/approvals/${approval}`)).answers).toEqual({});
  });

  it('that was made up, changed or is for another leads nowhere', async () => {
    const { approval } = await waiting({ link: true });
    const other = await waiting({ link: true });
    const closed = await waiting();
    const { approve } = await linksOf(approval);
    const token = new URL(approve!).pathname.split('/')[2]!;
    const [id, outcome, until, maker, mac] = token.split('.') as [string, string, string, string, string];
    const another = Buffer.from('token:ada').toString('base64url');
    const forged = [
      `${other.approval}.${outcome}.${until}.${maker}.${mac}`,
      `${id}.reject.${until}.${maker}.${mac}`,
      `${id}.${outcome}.${Number(until) + 1}.${maker}.${mac}`,
      `${id}.${outcome}.${until}.${maker}.${mac.slice(1)}A`,
      `${id}.${outcome}.${until}.${another}.${mac}`,
      `${id}.${outcome}.${until}.${mac}`,
      `${id}.${outcome}.${until}.`,
      `${id}.${outcome}.${until}`,
      `${closed.approval}.${outcome}.${until}.${maker}.${mac}`,
    ];
    const junk = fc
      .sample(fc.stringMatching(/^[\w.%~-]{1,120}$/), 40)
      .map((text) => encodeURIComponent(text));
    for (const one of [...forged, ...junk]) {
      for (const method of ['GET', 'POST']) {
        const { status } = await fetch(`${signet.url}/approvals/${one}`, { method });
        expect([one, status]).toEqual([one, 404]);
      }
    }
    expect((await api.call('POST', `/approvals/${closed.approval}/links`, {})).status).toBe(409);
    expect((await api.must('GET', `/approvals/${approval}`)).status).toBe('open');
  });

  it('is made by nobody whom the workflow does not let decide, and says who made it', async () => {
    const operator = await caller('operator', 'linking');
    const ciso = await caller('operator', 'ciso');
    const { execution, approval } = await waiting({ link: true, tokens: ['ciso'] });
    const make = (by: TestApi) => by.call('POST', `/approvals/${approval}/links`, {});
    expect([(await decide(operator, approval, 'approve')).status, (await make(operator)).status]).toEqual([
      403, 403,
    ]);
    const { links } = (await make(ciso)).body;
    const entries = async (filter: string) => (await api.must('GET', `/audit-entries?${filter}`)).items;
    expect(await entries(`subject=approval:${approval}`)).toMatchObject([
      { actor: 'token:ciso', verb: 'approval.link', details: { approval, execution } },
    ]);
    expect((await submit(signet.url + new URL(links.approve).pathname)).status).toBe(200);
    expect(await outputOf(execution)).toMatchObject({ outcome: 'approve', by: 'link:token:ciso' });
    expect(await entries(`execution=${execution}&verb=approval.decide`)).toMatchObject([
      { actor: 'link:token:ciso' },
    ]);
  });

  it('is made by any operator where the workflow names nobody', async () => {
    const { execution, approval } = await waiting({ link: true });
    const operator = await caller('operator', 'anybody');
    const { links } = await operator.must('POST', `/approvals/${approval}/links`, {});
    expect((await submit(signet.url + new URL(links.reject).pathname)).status).toBe(200);
    expect(await outputOf(execution)).toMatchObject({ outcome: 'reject', by: 'link:token:anybody' });
  });

  it('that says nobody made it, from before links did, is good only where nobody is named', async () => {
    const sign = (approval: string): string => {
      const claim = `${approval}.approve.${Math.floor(Date.now() / 1000) + 3600}`;
      const key = signet.part(RootKey).derive('approvals');
      const mac = createHmac('sha256', key).update(claim).digest('base64url');
      return `${signet.url}/approvals/${claim}.${mac}`;
    };
    const anybody = await waiting({ link: true });
    expect((await submit(sign(anybody.approval))).status).toBe(200);
    expect(await outputOf(anybody.execution)).toMatchObject({ by: 'link' });
    const named = await waiting({ link: true, roles: ['operator'] });
    expect((await fetch(sign(named.approval))).status).toBe(404);
    expect((await submit(sign(named.approval))).status).toBe(404);
    expect((await api.must('GET', `/approvals/${named.approval}`)).status).toBe('open');
  });

  it('is over when the approval is', async () => {
    const { execution, approval } = await waiting({ link: true, expires: '2s', onExpiry: [] });
    const { approve } = await linksOf(approval);
    await outputOf(execution);
    expect([404, 409]).toContain((await fetch(approve!)).status);
    expect([404, 409]).toContain((await submit(approve!)).status);
  });

  it('is written nowhere', async () => {
    const { execution, approval } = await waiting({ link: true });
    const { approve } = await linksOf(approval);
    const mac = approve!.split('.').at(-1)!;
    await submit(approve!);
    await settled(signet, execution);
    for (const table of ['task_run', 'approval', 'audit_entry', 'execution']) {
      expect(await signet.count(`${table} t`, 'position($1 in t::text) > 0', [mac])).toBe(0);
    }
    expect(ADMIN_TOKEN).not.toContain(mac);
  });
});

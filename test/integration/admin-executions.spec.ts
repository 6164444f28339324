import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, startAdminApp } from './admin-app.js';
import { document, putDead, putFinished, putOpen } from './admin-ledger.js';

const YAML = { headers: { 'content-type': 'application/yaml' } };
const DAY_MS = 86_400_000;

let app: AdminApp;
const workflows: Record<string, string> = {};

beforeAll(async () => {
  app = await startAdminApp();
  for (const [name, namespace] of [
    ['welcome', 'acme.identity'],
    ['goodbye', 'acme.identity'],
    ['welcome', 'other'],
  ] as const) {
    await app.call('PUT', '/workflows', document(name, namespace), YAML);
    const [row] = await app.dataSource.query('select id from workflow where namespace = $1 and name = $2', [
      namespace,
      name,
    ]);
    workflows[`${namespace}/${name}`] = row.id;
  }
});
afterAll(async () => {
  await app?.stop();
});

const welcome = () => workflows['acme.identity/welcome']!;
const list = async (query: string, token?: string) => {
  const { body } = await app.call('GET', `/executions?${query}`, undefined, token ? { token } : {});
  return body as { items: { id: string; status: string }[]; next: string | null };
};
const ids = async (query: string, token?: string) => (await list(query, token)).items.map(({ id }) => id);

describe('the list of executions', () => {
  it('shows open and finished ones as one list, newest first', async () => {
    const subject = 'one-list';
    const old = await putFinished(app.dataSource, { workflowId: welcome(), subject });
    const open = await putOpen(app.dataSource, { workflowId: welcome(), subject });
    const dead = await putDead(app.dataSource, { workflowId: welcome(), subject });
    const { items } = await list(`subject=${subject}`);
    expect(items.map(({ id }) => id)).toEqual([dead, open, old]);
    expect(items[0]).toMatchObject({
      workflow: 'acme.identity/welcome',
      namespace: 'acme.identity',
      revision: 1,
      trigger: 'created',
      eventType: 'user.created',
      subject,
      status: 'dead',
      attempt: 1,
      replayOf: null,
      dueAt: null,
    });
    expect(items[1]).toMatchObject({ status: 'pending', finishedAt: null, dueAt: expect.any(String) });
    expect(items[2]).toMatchObject({ status: 'succeeded', finishedAt: expect.any(String) });
  });

  it('is filtered by type, workflow, status and label, alone and together', async () => {
    const put = { workflowId: workflows['acme.identity/goodbye']!, subject: 'filters', type: 'user.deleted' };
    const open = await putOpen(app.dataSource, { ...put, status: 'retrying' });
    const skipped = await putFinished(app.dataSource, { ...put, status: 'skipped' });
    for (const query of [
      'type=user.deleted',
      'workflow=acme.identity/goodbye',
      'workflow=acme.identity/goodbye&label=team:identity&subject=filters&type=user.deleted',
    ]) {
      expect([query, await ids(query)]).toEqual([query, [skipped, open]]);
    }
    expect(await ids('status=retrying')).toEqual([open]);
    expect(await ids('status=skipped')).toEqual([skipped]);
    expect(await ids('subject=filters&label=team:identity')).toEqual([skipped, open]);
    for (const query of [
      'subject=filters&label=team:other',
      'subject=filters&label=squad:identity',
      'subject=filters&status=dead',
      'workflow=acme.identity/nothing',
      'subject=nobody',
    ]) {
      expect([query, await ids(query)]).toEqual([query, []]);
    }
  });

  it('knows labels by revision: a label that was taken off stays on what ran with it', async () => {
    const text = document('labelled');
    await app.call('PUT', '/workflows', text, YAML);
    await app.call('PUT', '/workflows', text.replace('team: identity', 'team: growth'), YAML);
    const [{ id: workflowId }] = await app.dataSource.query(
      `select id from workflow where name = 'labelled'`,
    );
    const before = await putFinished(app.dataSource, { workflowId, revision: 1, subject: 'labels' });
    const after = await putFinished(app.dataSource, { workflowId, revision: 2, subject: 'labels' });
    expect(await ids('workflow=acme.identity/labelled&label=team:identity')).toEqual([before]);
    expect(await ids('label=team:growth')).toEqual([after]);
    expect(await ids('subject=labels&label=team:growth')).toEqual([after]);
  });

  it('is bounded by time: from inclusive, to exclusive', async () => {
    const now = Date.now();
    const [first, second] = [new Date(now - 2 * DAY_MS), new Date(now - DAY_MS)];
    const put = { workflowId: welcome(), subject: 'times' };
    const older = await putFinished(app.dataSource, { ...put, at: first });
    const newer = await putFinished(app.dataSource, { ...put, at: second });
    const bounds = (from: Date, to: Date) =>
      `subject=times&from=${from.toISOString()}&to=${to.toISOString()}`;
    expect(await ids(bounds(first, second))).toEqual([older]);
    expect(await ids(bounds(second, new Date(now)))).toEqual([newer]);
    expect(await ids(bounds(first, new Date(now)))).toEqual([newer, older]);
  });

  it('is paged without gaps or repeats while new executions come and old ones finish', async () => {
    const subject = 'paged';
    const put = { workflowId: welcome(), subject };
    const wanted: string[] = [];
    for (let n = 0; n < 9; n += 1) {
      wanted.unshift(await (n % 2 === 0 ? putFinished : putOpen)(app.dataSource, put));
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await list(`subject=${subject}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      await putOpen(app.dataSource, put);
      await app.dataSource.query(
        `with moved as (delete from open_execution where id = $1 returning *)
         insert into execution (id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, status, attempt, accepted_at)
         select id, tenant, event_id, workflow_id, revision, trigger_id, event_type, subject, 'succeeded', 1, accepted_at from moved`,
        [wanted[7]],
      );
    }
    expect(seen).toEqual(wanted);
  });

  it('ends when the last page is exactly full', async () => {
    const put = { workflowId: welcome(), subject: 'full' };
    await putFinished(app.dataSource, put);
    await putFinished(app.dataSource, put);
    const page = await list('subject=full&limit=2');
    expect(page.items).toHaveLength(2);
    expect(page.next).toBeNull();
  });

  it('shows a limited token only executions of its namespaces, one by one too', async () => {
    const far = await putFinished(app.dataSource, {
      workflowId: workflows['other/welcome']!,
      subject: 'reach',
    });
    const near = await putOpen(app.dataSource, { workflowId: welcome(), subject: 'reach' });
    const token = await app.token('operator', ['acme']);
    expect(await ids('subject=reach', token)).toEqual([near]);
    expect(await ids('limit=200', token)).not.toContain(far);
    expect(await ids('workflow=other/welcome', token)).toEqual([]);
    expect(await ids('subject=reach')).toEqual([near, far]);
    expect((await app.call('GET', `/executions/${far}`, undefined, { token })).status).toBe(404);
    expect((await app.call('GET', `/executions/${near}`, undefined, { token })).status).toBe(200);
    const nowhere = await app.token('operator', ['nowhere']);
    expect(await ids('limit=200', nowhere)).toEqual([]);
  });
});

describe('one execution', () => {
  it('is shown with its event, its tasks in order and its dead letter', async () => {
    const id = await putDead(app.dataSource, { workflowId: welcome(), subject: '12345' });
    const { body } = await app.call('GET', `/executions/${id}`);
    expect(body).toMatchObject({
      id,
      status: 'dead',
      event: {
        type: 'user.created',
        subject: '12345',
        source: 'auth-platform',
        body: { event: 'user.created', userId: '12345', metadata: { role: 'admin', source: 'app' } },
      },
      taskRuns: [
        { task: 'profile', action: 'user.update', status: 'succeeded', output: { changed: true } },
        { task: 'trace', status: 'failed', error: { code: 'task_failed', message: 'no' } },
      ],
      deadLetter: { execution: id, task: 'trace', status: 'open' },
      auditEntries: 0,
    });
  });

  it('has no dead letter unless it died, and is not found when there is none', async () => {
    const id = await putFinished(app.dataSource, { workflowId: welcome() });
    expect((await app.call('GET', `/executions/${id}`)).body).not.toHaveProperty('deadLetter');
    expect((await app.call('GET', '/executions/019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192')).status).toBe(404);
    expect((await app.call('GET', '/executions/7')).status).toBe(404);
  });
});

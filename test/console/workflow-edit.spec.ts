import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../src/workflow/templates/templates.js';
import { eventually } from '../support/eventually.js';
import { type ConsoleSite, startConsole } from './a-console.js';

let site: ConsoleSite;
beforeAll(async () => {
  site = await startConsole();
  await site.api.must('PUT', '/environments/staging', {});
  await site.api.apply(documentOf('hello'));
});
afterAll(() => site.stop());

const documentOf = (message: string, id = 'greet') => ({
  id,
  namespace: 'acme',
  triggers: [{ id: 'hook', type: 'webhook', open: true }],
  tasks: [
    { id: 'say', type: 'audit.log', verb: 'said', message },
    {
      id: 'call',
      type: 'http.request',
      method: 'POST',
      url: 'https://x.example/in',
      body: { who: '{{ trigger.body.who }}' },
    },
  ],
});
const EDIT = '/workflows/acme/greet/edit';
const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Document' });
/** By keys, as people do: what is selected by the editor's own command is what is written over. */
async function write(page: Page, document: object): Promise<void> {
  const text = JSON.stringify(document);
  await editorOf(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await eventually(async () => expect(await editorOf(page).innerText()).toBe(text));
}

const saving = (page: Page) => page.getByRole('button', { name: 'Save and deploy' });
const newest = async (): Promise<number> => (await site.api.must('GET', '/workflows/acme/greet')).newest;

describe('the editor of a workflow', () => {
  it('begins a new one with a document that works as it is', async () => {
    const page = await site.open('/workflows');
    await page.getByRole('link', { name: 'New workflow' }).click();
    await page.getByText('A new workflow: acme/my-workflow.').waitFor();
    await saving(page).click();
    await page.getByRole('heading', { name: 'acme/my-workflow' }).waitFor();
    await page.getByText('It is saved: revision 1 runs in production.').waitFor();
    const answer = await fetch(await site.api.hookOf('acme/my-workflow'), { method: 'POST', body: '{}' });
    expect(answer.status).toBe(202);
  });

  it('begins a new one with any of the templates, as long as nothing is written', async () => {
    const page = await site.open('/workflows/new');
    const begin = page.getByRole('combobox', { name: 'Begin with' });
    await begin.click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(
      TEMPLATES.map(({ name }) => name).toSorted(),
    );
    await page.getByRole('option', { name: 'sign-up' }).click();
    await page.getByText('A new workflow: acme.identity/sign-up.').waitFor();
    expect(await editorOf(page).innerText()).toContain('Give every new user a profile');
    expect(new URL(page.url()).searchParams.get('template')).toBe('sign-up');
    await write(page, documentOf('other', 'begun'));
    await page.getByText('A new workflow: acme/begun.').waitFor();
    expect(await begin.count()).toBe(0);
  });

  it('says what is wrong, where, and what was meant, as it is written', async () => {
    const page = await site.open(EDIT);
    const document = documentOf('hello');
    await write(page, { ...document, tasks: [{ id: 'say', type: 'audit.lgo', message: 'x' }] });
    const faults = page.getByRole('list', { name: 'Faults' });
    await faults.getByText("did you mean 'audit.log'").waitFor();
    expect(await faults.innerText()).toMatch(/1:\d+\s*tasks\[0\]\.type/);
    await editorOf(page).locator('.cm-lintRange-error').getByText('"audit.lgo"').waitFor();
    expect(await saving(page).isDisabled()).toBe(true);
    await write(page, {
      ...document,
      triggers: [{ id: 'on', type: 'event', source: 'nobody', events: ['a'] }],
    });
    await page.getByRole('list', { name: 'Warnings' }).getByText('nobody').waitFor();
    expect(await saving(page).isEnabled()).toBe(true);
  });

  it('says what saving would change, and saves where it is told to', async () => {
    const page = await site.open(EDIT);
    await write(page, documentOf('goodbye'));
    await page.getByText('Task say: message was hello and is now goodbye.').waitFor();
    await page.getByRole('combobox', { name: 'Environment' }).click();
    await page.getByRole('option', { name: 'staging' }).click();
    await page.getByText('not deployed in staging').waitFor();
    await saving(page).click();
    await page.getByText('Revision 2 of 2 runs in staging.').waitFor();
    const { items } = await site.api.must('GET', '/workflows/acme/greet/deployments');
    expect(items).toMatchObject([
      { environment: 'production', revision: 1 },
      { environment: 'staging', revision: 2 },
    ]);
  });

  it('tells why it was not saved, and keeps what was written', async () => {
    const page = await site.open(EDIT);
    await write(page, documentOf('hello', 'another'));
    await page.getByText('A new workflow: acme/another.').waitFor();
    await saving(page).click();
    await page.getByRole('alert').getByText('another workflow than the address says').waitFor();
    expect(await editorOf(page).innerText()).toContain('another');
    expect((await site.api.call('GET', '/workflows/acme/another')).status).toBe(404);
  });

  it('asks before what is not saved is left, and not otherwise', async () => {
    const before = await newest();
    const page = await site.open(EDIT);
    await write(page, documentOf('never'));
    const leave = page.getByRole('link', { name: 'Sources' });
    await leave.click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await editorOf(page).innerText()).toContain('never');
    await leave.click();
    await page.getByRole('button', { name: 'Leave' }).click();
    await editorOf(page).waitFor({ state: 'detached' });
    expect(await newest()).toBe(before);

    await page.goto(`${site.url}/console${EDIT}`);
    await editorOf(page).waitFor();
    await leave.click();
    await editorOf(page).waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

/** What is proposed at the cursor. */
const proposed = (page: Page) => page.getByRole('listbox', { name: 'Completions' });
const option = (page: Page, name: string) =>
  proposed(page)
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) });
/** The editor takes no key for what it has only just proposed, as it may have been meant for the text. */
const HELD_BACK_MS = 75;
async function take(page: Page, name: string): Promise<void> {
  await option(page, name)
    .and(page.getByRole('option', { selected: true }))
    .waitFor();
  await page.waitForTimeout(2 * HELD_BACK_MS);
  await page.keyboard.press('Enter');
}
/** The text begins anew, so that what is typed stands in nothing else. */
async function begin(page: Page, text: string): Promise<void> {
  await editorOf(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

describe('completion', () => {
  it('proposes keys as they are typed, and says what each is', async () => {
    const page = await site.open('/workflows/new');
    await begin(page, 'id: x\n');
    await page.keyboard.type('fin');
    await page.locator('.cm-completionInfo').getByText('Run however it ends').waitFor();
    await take(page, 'finally');
    await page.keyboard.type('i');
    await option(page, 'if').waitFor();
    await page.keyboard.type('d');
    expect(await editorOf(page).innerText()).toBe('id: x\nfinally:\n  - id');
  });

  it('proposes actions with Ctrl-Space, and writes what the chosen one needs', async () => {
    const page = await site.open('/workflows/new');
    await begin(page, 'tasks:\n  - id: call\n    type: ');
    await page.keyboard.press('Control+Space');
    await option(page, 'forEach').waitFor();
    await page.keyboard.type('http');
    await page.locator('.cm-completionInfo').getByText('url (needed)').waitFor();
    await take(page, 'http.request');
    await page.keyboard.type('https://x.example');
    expect(await editorOf(page).innerText()).toBe(
      'tasks:\n  - id: call\n    type: http.request\n    url: https://x.example',
    );
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Space');
    await option(page, 'headers').waitFor();
    await page.keyboard.press('Escape');
    await proposed(page).waitFor({ state: 'detached' });
  });

  it('proposes what expressions can read: tasks above with what they give, secrets, variables', async () => {
    await site.api.must('PUT', '/secrets/acme/CRM_TOKEN', { value: 'x' });
    const page = await site.open('/workflows/new');
    await begin(
      page,
      'namespace: acme\ntasks:\n  - id: who\n    type: user.get\n  - id: say\n    type: log\n    message: "{{ ',
    );
    await page.keyboard.type('ta');
    await take(page, 'tasks');
    await page.keyboard.type('.');
    await take(page, 'who');
    await page.keyboard.type('.output.em');
    await take(page, 'email');
    await page.keyboard.type(' + sec');
    await take(page, 'secret');
    await take(page, 'CRM_TOKEN');
    expect(await editorOf(page).innerText()).toContain("{{ tasks.who.output.email + secret('CRM_TOKEN')");
  });

  it('is there in JSON, and leaves Enter alone where nothing is proposed or it is written already', async () => {
    const page = await site.open('/workflows/new');
    await begin(page, '{"id": "x", ');
    await page.keyboard.type('"conc');
    await take(page, 'concurrency');
    await page.keyboard.type('{"over');
    await take(page, 'overflow');
    await page.keyboard.type('"');
    await option(page, 'fail').waitFor();
    await page.waitForTimeout(2 * HELD_BACK_MS);
    await page.keyboard.press('ArrowDown');
    await take(page, 'fail');
    expect(await editorOf(page).innerText()).toBe('{"id": "x", "concurrency": {"overflow": "fail"');
    await page.keyboard.type(', "limit": 3}}');
    await page.keyboard.press('Enter');
    expect(await editorOf(page).locator('.cm-line').count()).toBe(2);

    await begin(page, 'id: x\ncompensate: ');
    await page.keyboard.type('tru');
    await option(page, 'true').waitFor();
    await page.keyboard.type('e');
    await proposed(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    expect(await editorOf(page).locator('.cm-line').allInnerTexts()).toEqual([
      'id: x',
      'compensate: true',
      expect.stringMatching(/^\s*$/),
    ]);
  });
});

describe('a plan', () => {
  it('of a draft says each call it would make about an event that is written, and makes none', async () => {
    const page = await site.open(EDIT);
    await write(page, documentOf('for {{ trigger.body.who }}'));
    await page.getByRole('tab', { name: 'Plan' }).click();
    await page.getByRole('textbox', { name: 'Body, as JSON' }).fill('{ "who": "Ann" }');
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByText('POST https://x.example/in').waitFor();
    await plan.getByText('{"who":"Ann"}').waitFor();
    await plan.getByText('for Ann').waitFor();
    expect((await site.api.must('GET', '/executions?workflow=acme/greet')).items).toEqual([]);
  });

  it('of what is deployed is about a stored event, or says that there is none', async () => {
    const hook = await site.api.hookOf('acme/my-workflow');
    await fetch(hook, { method: 'POST', body: '{"who":"Bob"}' });
    const { items } = await site.api.must('GET', '/executions?workflow=acme/my-workflow');
    const page = await site.open('/workflows/acme/my-workflow?tab=plan');
    await page.getByText('A stored event').click();
    await page.getByRole('textbox', { name: 'Id of the event' }).fill(items[0].eventId);
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    const plan = page.getByRole('region', { name: 'Plan' });
    await plan.getByText('Taken by the trigger hook').waitFor();
    expect(await plan.innerText()).toContain('an event came');
  });
});

describe('a backtest', () => {
  it('says what a draft would have done about the events that came, and what would end otherwise', async () => {
    const hook = await site.api.hookOf('acme/my-workflow');
    await fetch(hook, { method: 'POST', body: '{"who":"Cid"}' });
    await eventually(async () => {
      const { items } = await site.api.must('GET', '/executions?workflow=acme/my-workflow');
      expect(items.map(({ status }: { status: string }) => status)).toEqual(items.map(() => 'succeeded'));
    });
    const { items } = await site.api.must('GET', '/executions?workflow=acme/my-workflow');
    const page = await site.open('/workflows/acme/my-workflow/edit');
    await write(page, {
      ...documentOf('x', 'my-workflow'),
      tasks: [{ id: 'no', type: 'fail', message: 'not any more' }],
    });
    await page.getByText('Task trace is gone').waitFor();
    await page.getByRole('tab', { name: 'Backtest' }).click();
    await page.getByRole('button', { name: 'Backtest' }).click();
    const report = page.getByRole('region', { name: 'Report' });
    await report.getByRole('table', { name: 'Ended' }).waitFor();
    const row = (name: string) =>
      report.getByRole('row').filter({ has: page.getByRole('cell', { name, exact: true }) });
    expect(await row('succeeded').innerText()).toMatch(new RegExp(`succeeded\\s+${items.length}\\s+0`));
    expect(await row('dead').innerText()).toMatch(new RegExp(`dead\\s+0\\s+${items.length}`));
    expect(await page.getByRole('list', { name: 'Differences' }).getByRole('listitem').count()).toBe(
      items.length,
    );
  });
});

describe('who may not write', () => {
  it('is told so, and an operator may try but not save', async () => {
    const { api } = site;
    const operator = (await api.must('POST', '/tokens', { name: 'runs', role: 'operator' })).token as string;
    const auditor = (await api.must('POST', '/tokens', { name: 'looks', role: 'auditor' })).token as string;
    const tries = await site.open('/workflows/acme/greet', operator);
    await tries.getByRole('link', { name: 'Try a draft' }).click();
    await tries.getByText('Both mean the same.').waitFor();
    expect(await saving(tries).count()).toBe(0);
    const looks = await site.open(EDIT, auditor);
    await looks.getByText('Your token may read workflows, not write them.').waitFor();
    expect(await editorOf(looks).count()).toBe(0);
  });
});

describe('the editor', () => {
  it('breaks nothing in the browser; one refusal was provoked', () =>
    expect(site.complaints.filter((said) => !said.includes('status of 400'))).toEqual([]));
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleSite, startConsole } from './a-console.js';

let site: ConsoleSite;
let looker: string;
const log = (id: string, message = 'hello') => ({ id, type: 'log', message });
const DOCUMENT = {
  id: 'greet',
  description: 'Says hello',
  labels: { team: 'identity' },
  triggers: [
    { id: 'hook', type: 'webhook', key: "{{ secret('KEY') }}" },
    { id: 'created', type: 'event', source: 'auth', events: ['user.created'] },
  ],
  tasks: [
    {
      id: 'known',
      type: 'if',
      condition: 'trigger.body.known == true',
      // oxlint-disable-next-line unicorn/no-thenable -- a word of the language
      then: [log('again')],
      else: [log('first')],
    },
    { id: 'each', type: 'forEach', values: ['a', 'b'], tasks: [log('one', '{{ each.value }}')] },
    { id: 'other', type: 'subflow', workflow: 'other' },
  ],
  finally: [log('bye')],
};

beforeAll(async () => {
  site = await startConsole();
  const { api } = site;
  await api.must('PUT', '/environments/staging', {});
  await api.must('PUT', '/sources/auth', { open: true });
  await api.must('PUT', '/secrets/acme/KEY', { value: 'a-key-of-the-hook' });
  await api.apply({ id: 'other', triggers: [], tasks: [log('l')] });
  await api.apply(DOCUMENT);
  await api.apply({ ...DOCUMENT, description: 'Says hello to all' });
  looker = (await api.must('POST', '/tokens', { name: 'looker', role: 'auditor' })).token as string;
});
afterAll(() => site.stop());

const PATH = '/workflows/acme/greet';
const deployments = async (): Promise<Record<string, number>> => {
  const { items } = await site.api.must('GET', `${PATH}/deployments`);
  return Object.fromEntries(
    items.map((one: { environment: string; revision: number }) => [one.environment, one.revision]),
  );
};

describe('the graph of a workflow', () => {
  it('shows every task with its action, and what the document says of the one that is chosen by key', async () => {
    const page = await site.open(PATH);
    const graph = page.getByRole('region', { name: 'Graph' });
    await graph.getByRole('group', { name: /^task known, if/ }).waitFor();
    for (const name of [
      /^trigger hook/,
      /^task again, log/,
      /^loop each, forEach/,
      /^task one/,
      /^task bye/,
    ]) {
      expect(await graph.getByRole('group', { name }).count()).toBe(1);
    }
    await graph.getByRole('group', { name: /^task other/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'task other' }).getByText('"workflow": "other"').waitFor();
    await page.getByRole('link', { name: 'To acme/other' }).click();
    await page.getByRole('heading', { name: 'acme/other' }).waitFor();
  });

  it('is told in words', async () => {
    const page = await site.open(PATH);
    await page.getByText('The graph in words').click();
    await page.getByText('goes on to again (then), first (else)').waitFor();
    expect(await page.getByRole('listitem').count()).toBeGreaterThan(8);
  });
});

describe('the document of a workflow', () => {
  it('is shown as it was written, and searched', async () => {
    const page = await site.open(`${PATH}?tab=document`);
    const text = page.getByRole('textbox', { name: 'Document' });
    await text.getByText('Says hello to all').waitFor();
    expect(await text.getAttribute('aria-readonly')).toBe('true');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('textbox', { name: 'Find' }).fill('forEach');
    await page.keyboard.press('Enter');
    await page.locator('.cm-searchMatch').first().waitFor();
  });
});

describe('the revisions of a workflow', () => {
  it('are compared by meaning', async () => {
    const page = await site.open(`${PATH}?tab=revisions`);
    const changes = page.getByRole('list', { name: 'Changes' });
    await changes.getByText('description was Says hello and is now Says hello to all.').waitFor();
    await page.getByRole('textbox', { name: 'To revision' }).fill('1');
    await page.getByText('Both mean the same.').waitFor();
    expect(new URL(page.url()).searchParams.get('compare')).toBe('1..1');
  });

  it('are rolled back, deployed elsewhere, promoted and taken away', async () => {
    const page = await site.open(`${PATH}?tab=revisions`);
    const row = (table: string, cell: string) =>
      page
        .getByRole('table', { name: table })
        .getByRole('row')
        .filter({ has: page.getByRole('cell', { name: cell, exact: true }) })
        .first();
    const dialog = (name: string) => page.getByRole('dialog', { name });
    await row('Revisions', '1').getByRole('button', { name: 'Roll back' }).click();
    await dialog('Roll back').getByText('Now that is revision 2.').waitFor();
    await dialog('Roll back').getByRole('button', { name: 'Roll back' }).click();
    await page.getByText('Revision 1 of 2 runs in production.').waitFor();
    expect(await deployments()).toEqual({ production: 1 });

    await row('Deployments', 'production').getByRole('button', { name: 'Promote' }).click();
    await dialog('Promote').getByRole('button', { name: 'Promote' }).click();
    await row('Deployments', 'staging').waitFor();
    expect(await deployments()).toEqual({ production: 1, staging: 1 });

    await row('Revisions', '2').getByRole('button', { name: 'Deploy' }).click();
    await dialog('Deploy').getByRole('button', { name: 'Deploy' }).click();
    await page.getByText('Revision 2 of 2 runs in production.').waitFor();
    expect(await deployments()).toEqual({ production: 2, staging: 1 });

    await row('Deployments', 'staging').getByRole('button', { name: 'Undeploy' }).click();
    await dialog('Undeploy').getByRole('button', { name: 'Undeploy' }).click();
    await row('Deployments', 'staging').waitFor({ state: 'detached' });
    expect(await deployments()).toEqual({ production: 2 });
  });
});

describe('the triggers of a workflow', () => {
  it('are switched', async () => {
    const page = await site.open(`${PATH}?tab=triggers`);
    const onOff = page.getByRole('switch', { name: 'Trigger created starts it' });
    await onOff.click();
    await page.getByText('Switched off').waitFor();
    expect((await site.api.must('GET', PATH)).switches).toEqual({ created: false });
    await onOff.click();
    await page.getByText('Switched off').waitFor({ state: 'detached' });
    expect((await site.api.must('GET', PATH)).switches).toEqual({ created: true });
  });

  it('show their addresses, and a command with its key only on request', async () => {
    const page = await site.open(`${PATH}?tab=triggers`);
    const hook = page.getByRole('region', { name: 'Trigger hook' });
    await hook.getByRole('button', { name: 'Copy the hook address of hook' }).waitFor();
    expect(await page.content()).not.toContain('a-key-of-the-hook');
    await hook.getByRole('button', { name: 'Ready cURL' }).click();
    const dialog = page.getByRole('dialog', { name: 'cURL for hook' });
    await dialog.getByText('a-key-of-the-hook').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain('a-key-of-the-hook');
  });

  it('are tried with a body, and list what came and why it was refused', async () => {
    const page = await site.open(`${PATH}?tab=triggers`);
    const hook = page.getByRole('region', { name: 'Trigger hook' });
    await hook.getByRole('button', { name: 'Test run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Test run of hook' });
    await dialog.getByRole('textbox', { name: 'Body, as JSON' }).fill('{ "known": ');
    await dialog.getByText('This is no JSON').waitFor();
    expect(await dialog.getByRole('button', { name: 'Run the test' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Body, as JSON' }).fill('{ "known": true }');
    await dialog.getByRole('button', { name: 'Run the test' }).click();
    const link = dialog.getByRole('link', { name: /^Execution/ });
    const id = (await link.innerText()).split(' ')[1];
    expect(await site.api.must('GET', `/executions/${id}`)).toMatchObject({
      test: true,
      workflow: 'acme/greet',
    });
    await page.keyboard.press('Escape');

    const refused = await fetch(await site.api.hookOf('acme/greet'), { method: 'POST', body: '{}' });
    expect(refused.ok).toBe(false);
    await hook.getByRole('button', { name: 'Last deliveries' }).click();
    const deliveries = page.getByRole('table', { name: 'Deliveries to hook' });
    await deliveries.getByText('refused', { exact: true }).waitFor();
    const { items } = await site.api.must('GET', `${PATH}/triggers/hook/deliveries?outcome=refused`);
    await deliveries.getByText(items[0].reason, { exact: true }).waitFor();
  });
});

describe('a workflow', () => {
  it('lists its own executions alone', async () => {
    await site.api.must('POST', '/workflows/acme/other/trigger', { subject: 'of-another' });
    await site.api.must('POST', `${PATH}/trigger`, { subject: 'of-this-one' });
    const page = await site.open(`${PATH}?tab=executions`);
    await page.getByRole('table', { name: 'Executions' }).getByText('of-this-one').waitFor();
    expect(await page.getByText('of-another').count()).toBe(0);
  });

  it('is disabled, enabled and deleted by an author, who is asked before', async () => {
    await site.api.apply({ ...DOCUMENT, id: 'short-lived' });
    const page = await site.open('/workflows/acme/short-lived');
    const deed = (name: string) => page.getByRole('button', { name });
    const yes = (name: string) => page.getByRole('dialog', { name }).getByRole('button', { name });
    await deed('Disable').click();
    await yes('Disable').click();
    await deed('Enable').waitFor();
    expect((await site.api.must('GET', '/workflows/acme/short-lived')).enabled).toBe(false);
    await deed('Enable').click();
    await deed('Disable').waitFor();
    expect((await site.api.must('GET', '/workflows/acme/short-lived')).enabled).toBe(true);
    await deed('Delete').click();
    await yes('Delete').click();
    await page.getByRole('heading', { name: 'Workflows' }).waitFor();
    expect((await site.api.call('GET', '/workflows/acme/short-lived')).status).toBe(404);
  });

  it('shows an auditor no deeds', async () => {
    const page = await site.open(`${PATH}?tab=triggers`, looker);
    await page
      .getByRole('region', { name: 'Trigger hook' })
      .getByRole('button', { name: 'Last deliveries' })
      .waitFor();
    for (const name of ['Edit', 'Disable', 'Delete', 'Ready cURL', 'Test run']) {
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    }
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
    expect(await page.getByRole('switch', { name: 'Trigger created starts it' }).isDisabled()).toBe(true);
    await page.getByRole('tab', { name: 'Revisions' }).click();
    await page.getByRole('table', { name: 'Revisions' }).waitFor();
    expect(await page.getByRole('button', { name: /Deploy|Roll back|Promote|Undeploy/ }).count()).toBe(0);
  });
});

describe('the pages of a workflow', () => {
  it('break nothing in the browser', () => expect(site.complaints).toEqual([]));
});

/** Settings: tokens, secrets, variables, environments, directories, limits and tenants, each for whom it is. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApi } from '../support/an-api.js';
import { type ConsoleSite, startConsole } from './a-console.js';

let site: ConsoleSite;
beforeAll(async () => {
  site = await startConsole();
});
afterAll(() => site.stop());

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const settings = (tab: string, token?: string): Promise<Page> => site.open(`/settings?tab=${tab}`, token);

async function tokenOf(role: string, name = `a-${role}`): Promise<string> {
  return (await site.api.must('POST', '/tokens', { name, role })).token;
}

async function choose(form: Locator, label: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: label }).click();
  await form.page().getByRole('option', { name: option, exact: true }).click();
}

/** Opens the form of that name. */
async function form(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name }).click();
  return page.getByRole('dialog', { name });
}

async function confirm(page: Page, row: Locator, deed: string): Promise<void> {
  await row.getByRole('button', { name: deed }).click();
  await page.getByRole('dialog').getByRole('button', { name: deed }).click();
}

describe('tokens', () => {
  it('are made for a role, shown once, work, and are outside at once when revoked', async () => {
    const page = await settings('tokens');
    const dialog = await form(page, 'Create token');
    await dialog.getByLabel('Name', { exact: false }).first().fill('deploy-pipeline');
    await choose(dialog, 'Role', 'auditor');
    await dialog.getByRole('combobox', { name: 'Namespaces' }).fill('acme.identity');
    await dialog.getByLabel('Expires').fill('2099-01-31');
    await dialog.getByRole('button', { name: 'Create' }).click();
    const token = (await dialog.getByLabel('token', { exact: true }).textContent())!;
    const made = new TestApi(site, token);
    expect(await made.must('GET', '/whoami')).toMatchObject({
      name: 'deploy-pipeline',
      role: 'auditor',
      namespaces: ['acme.identity'],
    });
    await dialog.getByRole('button', { name: 'Done' }).click();
    await rowOf(page, 'deploy-pipeline').waitFor();
    expect(await page.content()).not.toContain(token);
    const { items } = await site.api.must('GET', '/tokens');
    expect(items.find(({ name }: { name: string }) => name === 'deploy-pipeline').expiresAt).toBe(
      '2099-01-31T00:00:00.000Z',
    );

    await confirm(page, rowOf(page, 'deploy-pipeline'), 'Revoke');
    await rowOf(page, 'deploy-pipeline').getByText('revoked').waitFor();
    expect((await made.call('GET', '/whoami')).status).toBe(401);
  });
});

describe('secrets and variables', () => {
  it('a secret is put for an environment, replaced and deleted, and never shown', async () => {
    await site.api.must('PUT', '/environments/staging', {});
    const page = await settings('secrets');
    const dialog = await form(page, 'Put secret');
    await dialog.getByLabel('Namespace').fill('acme');
    await dialog.getByLabel('Name', { exact: false }).nth(1).fill('not a name');
    await choose(dialog, 'Environment', 'staging');
    await dialog.getByLabel(/^Value/).fill('correct horse');
    await dialog.getByRole('button', { name: 'Put' }).click();
    await dialog.getByRole('alert').getByText('must be letters, digits and _').waitFor();
    await dialog.getByLabel('Name', { exact: false }).nth(1).fill('API_KEY');
    await dialog.getByRole('button', { name: 'Put' }).click();
    await rowOf(page, 'API_KEY').getByText('once').waitFor();
    expect((await site.api.must('GET', '/secrets')).items).toMatchObject([
      { namespace: 'acme', name: 'API_KEY', environment: 'staging', version: 1 },
    ]);

    await rowOf(page, 'API_KEY').getByRole('button', { name: 'Replace' }).click();
    const other = page.getByRole('dialog', { name: 'Replace' });
    await other.getByLabel(/^Value/).fill('battery staple');
    await other.getByRole('button', { name: 'Put' }).click();
    await rowOf(page, 'API_KEY').getByText('2 times').waitFor();
    expect(await page.content()).not.toMatch(/correct horse|battery staple/);

    await confirm(page, rowOf(page, 'API_KEY'), 'Delete');
    await page.getByText('No secret yet').waitFor();
    expect((await site.api.must('GET', '/secrets')).items).toEqual([]);
  });

  it('a variable is any JSON, and a text where it reads as none', async () => {
    const page = await settings('variables');
    const dialog = await form(page, 'Put variable');
    await dialog.getByLabel('Namespace').fill('acme');
    await dialog.getByLabel('Name', { exact: false }).nth(1).fill('REGIONS');
    await dialog.getByLabel(/^Value/).fill('["eu", 1]');
    await dialog.getByRole('button', { name: 'Put' }).click();
    await rowOf(page, 'REGIONS').getByText('["eu",1]').waitFor();
    await rowOf(page, 'REGIONS').getByRole('button', { name: 'Change' }).click();
    const other = page.getByRole('dialog', { name: 'Change' });
    await other.getByLabel(/^Value/).fill('eu-west-1');
    await other.getByRole('button', { name: 'Put' }).click();
    await rowOf(page, 'REGIONS').getByText('2 times').waitFor();
    const { items } = await site.api.must('GET', '/variables');
    expect(items).toMatchObject([{ name: 'REGIONS', environment: null, value: 'eu-west-1' }]);
  });
});

describe('environments and directories', () => {
  it('an environment is added and removed; production is always there', async () => {
    const page = await settings('environments');
    const dialog = await form(page, 'Add environment');
    await dialog.getByLabel(/^Name/).fill('canary');
    await dialog.getByLabel('Description').fill('a few first');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await rowOf(page, 'a few first').waitFor();
    expect(await rowOf(page, 'production').getByRole('button').count()).toBe(0);
    await confirm(page, rowOf(page, 'canary'), 'Remove');
    await rowOf(page, 'canary').waitFor({ state: 'detached' });
    const { items } = await site.api.must('GET', '/environments');
    expect(items.map(({ name }: { name: string }) => name)).not.toContain('canary');
  });

  it('a directory may have a client in place of a token, which stays what it is when something else changes', async () => {
    const page = await settings('directories');
    const dialog = await form(page, 'Add directory');
    await dialog.getByLabel(/^Name/).fill('entra');
    await dialog.getByLabel('Address').fill('https://idp.example.com/scim/v2');
    await dialog.getByText('A client (OAuth 2.0)').click();
    await dialog.getByLabel('Token URL').fill('https://idp.example.com/oauth/token');
    await dialog.getByLabel('Client', { exact: true }).fill('signet');
    await dialog.getByLabel('Scope').fill('scim');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('clientSecret').waitFor();
    await dialog.getByLabel('Secret of the client', { exact: true }).fill('of-the-client');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await rowOf(page, 'entra').getByText('of signet').waitFor();

    await rowOf(page, 'entra').getByRole('button', { name: 'Change' }).click();
    const other = page.getByRole('dialog', { name: 'Change' });
    await other.getByLabel('Users are found by').fill('externalId');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.waitFor({ state: 'detached' });
    expect(await site.api.must('GET', '/directories/entra')).toMatchObject({
      hasToken: false,
      auth: {
        type: 'oauth2',
        tokenUrl: 'https://idp.example.com/oauth/token',
        clientId: 'signet',
        scope: 'scim',
      },
      config: { userKey: 'externalId' },
    });
    await confirm(page, rowOf(page, 'entra'), 'Remove');
    await rowOf(page, 'entra').waitFor({ state: 'detached' });
  });

  it('a directory is reached by an address with a token that goes in alone', async () => {
    const page = await settings('directories');
    const dialog = await form(page, 'Add directory');
    await dialog.getByLabel(/^Name/).fill('okta');
    await dialog.getByLabel('Address').fill('https://idp.example.com/scim/v2');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('token is needed for scim').waitFor();
    await dialog.getByLabel('Token', { exact: true }).fill('of-the-directory');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await rowOf(page, 'okta').getByText('kept').waitFor();

    await rowOf(page, 'okta').getByRole('button', { name: 'Change' }).click();
    const other = page.getByRole('dialog', { name: 'Change' });
    expect(await other.getByLabel('Token', { exact: true }).inputValue()).toBe('');
    await other.getByLabel('Users are found by').fill('externalId');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.waitFor({ state: 'detached' });
    const { items } = await site.api.must('GET', '/directories');
    expect(items.find(({ name }: { name: string }) => name === 'okta')).toMatchObject({
      type: 'scim',
      url: 'https://idp.example.com/scim/v2',
      hasToken: true,
      config: { userKey: 'externalId' },
    });
    expect(await page.content()).not.toContain('of-the-directory');

    const again = await form(page, 'Add directory');
    await again.getByLabel(/^Name/).fill('okta');
    await again.getByRole('button', { name: 'Save' }).click();
    await again.getByRole('alert').getByText('There is a directory okta already').waitFor();
  });
});

describe('limits and tenants', () => {
  it('limits show how much of them is used, of the tenant and of a workflow', async () => {
    await site.api.must('PUT', '/tenants/main/limits', { perDay: 4 });
    await site.api.apply({
      id: 'limited',
      limits: { perDay: 2 },
      tasks: [{ id: 'say', type: 'log', message: 'here' }],
    });
    await site.api.must('POST', '/workflows/acme/limited/trigger', { body: {} });
    const page = await settings('limits');
    await page.getByRole('progressbar', { name: 'Executions today: 1 of 4' }).waitFor();
    await choose(page.getByRole('main'), 'Workflow', 'acme/limited');
    await page.getByRole('progressbar', { name: 'Executions today: 1 of 2' }).waitFor();
    expect(page.url()).toContain('workflow=acme%2Flimited');
  });

  it('a tenant is added with a token of its own, shown once, and gets another when it lost that', async () => {
    const page = await settings('tenants');
    const dialog = await form(page, 'Add tenant');
    await dialog.getByLabel(/^Name/).fill('lyon');
    await dialog.getByRole('button', { name: 'Add' }).click();
    const token = (await dialog.getByLabel('token', { exact: true }).textContent())!;
    const who = { tenant: 'lyon', role: 'admin' };
    expect(await new TestApi(site, token).must('GET', '/whoami')).toMatchObject(who);
    await dialog.getByRole('button', { name: 'Done' }).click();

    await rowOf(page, 'lyon').getByRole('button', { name: 'New admin token' }).click();
    const other = page.getByRole('dialog', { name: 'New admin token' });
    await other.getByRole('button', { name: 'Make it' }).click();
    const second = (await other.getByLabel('token', { exact: true }).textContent())!;
    expect(second).not.toBe(token);
    expect(await new TestApi(site, second).must('GET', '/whoami')).toMatchObject(who);

    const foreign = await settings('tenants', token);
    await foreign.getByRole('tab', { name: 'Tokens' }).waitFor();
    expect(await foreign.getByRole('tab', { name: 'Tenants' }).count()).toBe(0);
  });
});

it('an auditor reads what is no secret, and sees none of the deeds', async () => {
  await site.api.must('PUT', '/secrets/acme/READ_ONLY', { value: 'of-nobody' });
  const page = await settings('secrets', await tokenOf('auditor'));
  await rowOf(page, 'READ_ONLY').waitFor();
  const tabs = await page.getByRole('tab').allTextContents();
  expect(tabs).toEqual(['Secrets', 'Variables', 'Environments', 'Directories', 'Limits']);
  for (const tab of tabs) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    const deeds = page
      .getByRole('tabpanel')
      .getByRole('button', { name: /Put|Add|Replace|Change|Delete|Remove/ });
    expect(await deeds.count()).toBe(0);
  }
});

it('leaves the browser nothing to complain about', () => {
  // A name that is none, and a directory without a token.
  expect(site.complaints.filter((text) => !/status of (400|422)/.test(text))).toEqual([]);
});

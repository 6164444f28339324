import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN } from '../support/an-api.js';
import { type ConsoleSite, signIn, startConsole } from './a-console.js';

let site: ConsoleSite;
beforeAll(async () => {
  site = await startConsole();
});
afterAll(() => site.stop());

const isShown = (page: Page, heading: string): Promise<void> =>
  page.getByRole('heading', { name: heading }).waitFor();

describe('who comes to the console', () => {
  it('is asked for a token first, whatever the address, and then sees what the address says', async () => {
    const page = await site.openAsStranger('/executions?status=dead');
    await isShown(page, 'Signet');
    await signIn(page, ADMIN_TOKEN);
    await isShown(page, 'Executions');
    expect(await page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('dead');
  });

  it('is told when Signet does not know the token, and stays outside', async () => {
    const page = await site.openAsStranger('/');
    await page.getByLabel('API token').fill('a-token-of-nobody');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('does not know this token').waitFor();
    expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0);
  });

  it('is outside again after signing out, and once the token is revoked', async () => {
    const page = await site.open('/executions');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await isShown(page, 'Signet');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);

    const { id, token } = await site.api.must('POST', '/tokens', { name: 'short-lived', role: 'operator' });
    const other = await site.open('/executions', token as string);
    await isShown(other, 'Executions');
    await site.api.must('DELETE', `/tokens/${id}`);
    await isShown(other, 'Signet');
  });

  it('is told that there is no such page', async () => {
    const page = await site.open('/nowhere/at/all');
    await isShown(page, 'Nothing is here');
    expect(await page.title()).toBe('Nothing is here · Signet');
  });
});

describe('the files of the console', () => {
  it('run their own scripts alone, are framed by nobody, and have no token in an address', async () => {
    const answer = await fetch(`${site.url}/console/executions`);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('may be kept, for their names change with what is in them', async () => {
    const text = await (await fetch(`${site.url}/console`)).text();
    const [script] = /\/console\/assets\/[\w-]+\.js/.exec(text)!;
    const answer = await fetch(site.url + script);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('are not there for another method, nor in place of a file that is missing', async () => {
    expect((await fetch(`${site.url}/console/executions`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${site.url}/console/assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${site.url}/console/%2e%2e/main.js`)).status).not.toBe(200);
  });
});

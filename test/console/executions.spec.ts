/** The list of executions: what each row says, and what the filters in the URL do. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type ConsoleSite, startConsole } from './a-console.js';
import { aSender } from './a-sender.js';

let site: ConsoleSite;

const greets = {
  id: 'greets',
  triggers: [{ id: 'created', type: 'event', source: 'platform', events: ['user.created'] }],
  tasks: [{ id: 'note', type: 'log', message: 'hello' }],
};
const succeeded = (id: string) =>
  eventually(async () => expect((await site.api.must('GET', `/executions/${id}`)).status).toBe('succeeded'));

beforeAll(async () => {
  site = await startConsole();
  const sender = await aSender(site, 'platform');
  await site.api.apply(greets);
  await site.api.apply({ id: 'patient', triggers: [], tasks: [{ id: 'long', type: 'wait', for: '1h' }] });
  const [ada] = await sender.deliver({ type: 'user.created', userId: 'ada' });
  await succeeded(ada!);
  await site.api.must('PUT', '/environments/staging', {});
  await site.api.apply(greets, 'staging');
  const start = (workflow: string, subject: string, query = '') =>
    site.api.must('POST', `/workflows/acme/${workflow}/trigger${query}`, { body: {}, subject });
  await succeeded((await start('greets', 'bob', '?environment=staging')).executions[0]);
  await start('patient', 'carol');
});
afterAll(() => site?.stop());

const table = (page: Page) => page.getByRole('table', { name: 'Executions' });
const row = (page: Page, subject: string) =>
  table(page).getByRole('row', { name: new RegExp(`\\b${subject}\\b`) });
const subjects = async (page: Page): Promise<string[]> =>
  (await table(page).getByRole('link').allInnerTexts()).filter((text) => !text.includes('@'));
const shows = (page: Page, expected: readonly string[]) =>
  eventually(async () => expect(await subjects(page)).toEqual(expected));
const query = (page: Page) => new URL(page.url()).searchParams;

describe('the list of executions', () => {
  it('says how long each took, and its environment where it is not production', async () => {
    const page = await site.open('/executions');
    await shows(page, ['carol', 'bob', 'ada']);
    expect(await row(page, 'ada').innerText()).toMatch(/\d+(\.\d)? m?s\b/);
    expect(await row(page, 'carol').innerText()).toMatch(/ so far/);
    expect(await row(page, 'bob').getByText('staging').count()).toBe(1);
    expect(await row(page, 'ada').getByText('production').count()).toBe(0);
  });

  it('is narrowed by a quick filter and by a subject that was clicked, which the URL keeps', async () => {
    const page = await site.open('/executions');
    const quick = page.locator('label', { hasText: 'waiting' });
    await quick.click();
    await shows(page, ['carol']);
    expect(query(page).get('status')).toBe('waiting');
    await quick.click();
    await row(page, 'ada').getByRole('link', { name: 'ada' }).click();
    await shows(page, ['ada']);
    expect(query(page).get('subject')).toBe('ada');
    expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('ada');
  });

  it('is narrowed to a time, which is an instant in the URL', async () => {
    const page = await site.open('/executions?to=2001-01-01T00:00:00.000Z');
    await page.getByText('No execution is like that.').waitFor();
    await page.getByLabel('From').fill('2020-05-01T12:00');
    await page.getByLabel('To').fill('');
    await shows(page, ['carol', 'bob', 'ada']);
    expect(query(page).get('from')).toMatch(/^2020-0[45]-\d\dT\d\d:\d\d:00\.000Z$/);
    expect(query(page).has('to')).toBe(false);
  });
});

it('the pages broke nowhere', () => {
  expect(site.complaints).toEqual([]);
});

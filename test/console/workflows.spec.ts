import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleSite, startConsole } from './a-console.js';

let site: ConsoleSite;
beforeAll(async () => {
  site = await startConsole();
  await site.api.must('PUT', '/environments/staging', {});
  await site.api.apply({ id: 'greet', description: 'Says hello', labels: { team: 'identity' }, ...PARTS });
  await site.api.apply({ id: 'leave', namespace: 'acme.exit', ...PARTS }, 'staging');
});
afterAll(() => site.stop());

const PARTS = {
  triggers: [{ id: 'hook', type: 'webhook', open: true }],
  tasks: [{ id: 'say', type: 'log', message: 'hello' }],
};

const auditor = async (): Promise<string> =>
  (await site.api.must('POST', '/tokens', { name: 'looker', role: 'auditor' })).token as string;

describe('the list of workflows', () => {
  it('shows each as it stands in the environment chosen', async () => {
    const page = await site.open('/workflows');
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row('acme/greet').getByText('enabled', { exact: true }).waitFor();
    expect(await row('acme/greet').innerText()).toContain('team:identity');
    await row('acme.exit/leave').getByText('not deployed', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Environment' }).click();
    await page.getByRole('option', { name: 'staging' }).click();
    await row('acme.exit/leave').getByText('enabled', { exact: true }).waitFor();
    await row('acme/greet').getByText('not deployed', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('environment')).toBe('staging');
  });

  it.each([
    ['namespace', 'acme.exit', 'acme.exit/leave'],
    ['label', 'team:identity', 'acme/greet'],
    ['search', 'HELLO', 'acme/greet'],
  ])('is narrowed by %s, as its address says', async (name, value, found) => {
    const page = await site.open(`/workflows?${name}=${value}`);
    await page.getByRole('link', { name: found }).waitFor();
    expect(await page.getByRole('table', { name: 'Workflows' }).getByRole('link').count()).toBe(1);
  });

  it('brings back what was taken away', async () => {
    await site.api.apply({ id: 'gone', ...PARTS });
    await site.api.must('DELETE', '/workflows/acme/gone');
    const page = await site.open('/workflows');
    await page.getByRole('link', { name: 'acme/greet' }).waitFor();
    expect(await page.getByText('acme/gone').count()).toBe(0);
    await page.getByRole('switch', { name: 'Deleted' }).click();
    await page.getByRole('button', { name: 'Restore acme/gone' }).click();
    await page.getByText('No workflow was taken away.').waitFor();
    expect(await site.api.must('GET', '/workflows/acme/gone')).toMatchObject({ newest: 1, revision: null });
  });

  it('shows an auditor no deeds', async () => {
    await site.api.apply({ id: 'gone-again', ...PARTS });
    await site.api.must('DELETE', '/workflows/acme/gone-again');
    const page = await site.open('/workflows?deleted=true', await auditor());
    await page.getByText('acme/gone-again').waitFor();
    expect(await page.getByRole('button', { name: 'Restore' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'New workflow' }).count()).toBe(0);
  });
});

describe('the pages of workflows', () => {
  it('break nothing in the browser', () => expect(site.complaints).toEqual([]));
});

/** Approvals: listed, decided with their fields, by whom the workflow lets. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type ConsoleSite, startConsole } from './a-console.js';

let site: ConsoleSite;
beforeAll(async () => {
  site = await startConsole();
});
afterAll(() => site.stop());

/** An execution that waits for a decision; the id of its approval. */
async function waiting(id: string, rest: object = {}): Promise<string> {
  const message = `Delete {{ trigger.body.user }} by ${id}?`;
  await site.api.apply({ id, tasks: [{ id: 'ask', type: 'approval', message, ...rest }] });
  await site.api.must('POST', `/workflows/acme/${id}/trigger`, { body: { user: 'ada' } });
  return eventually(async () => {
    const { items } = await site.api.must('GET', '/approvals');
    return items.find(({ workflow }: { workflow: string }) => workflow === `acme/${id}`).id as string;
  });
}

const answerOf = (approval: string) => site.api.must('GET', `/approvals/${approval}`);

async function tokenOf(role: string): Promise<string> {
  return (await site.api.must('POST', '/tokens', { name: `${role}-of-approvals`, role })).token;
}

async function choose(page: Page, outcome: string): Promise<void> {
  const buttonIn = (dialog: string) =>
    page.getByRole('dialog', { name: dialog }).getByRole('button', { name: outcome });
  await buttonIn('Approval').click();
  await buttonIn(outcome).click();
}

describe('an approval', () => {
  it('is decided with its fields, after what is wrong with them stood beside them', async () => {
    const approval = await waiting('fields', {
      fields: {
        reason: { type: 'string', required: true },
        days: { type: 'integer', default: 3 },
        how: { type: 'string', enum: ['softly', 'at once'] },
      },
    });
    const page = await site.open('/approvals');
    await page.getByRole('link', { name: 'Delete ada by fields?' }).click();
    await page.getByRole('table', { name: 'Approval' }).getByRole('link', { name: 'acme/fields' }).waitFor();
    const days = page.getByLabel('days');
    expect(await days.inputValue()).toBe('3');
    await days.fill('many');
    await choose(page, 'approve');
    await page.getByText('is not a number').waitFor();
    await days.fill('2');
    await choose(page, 'approve');
    await page.getByRole('alert').getByText('the fields are not what the approval asks for').waitFor();
    expect(await page.getByLabel('reason').getAttribute('aria-invalid')).toBe('true');
    expect((await answerOf(approval)).status).toBe('open');

    await page.getByLabel('reason').fill('known to me');
    await page.getByRole('combobox', { name: 'how' }).click();
    await page.getByRole('option', { name: 'softly' }).click();
    await choose(page, 'approve');
    await page.getByRole('table', { name: 'Approval' }).getByText('token:admin').waitFor();
    expect(await answerOf(approval)).toMatchObject({
      status: 'decided',
      outcome: 'approve',
      answers: { reason: 'known to me', days: 2, how: 'softly' },
    });
    expect(await page.getByRole('button', { name: 'approve' }).count()).toBe(0);
  });

  it('is found again among those that are decided, with the outcome it had', async () => {
    const approval = await waiting('other', { outcomes: ['keep', 'drop'] });
    const page = await site.open(`/approvals?approval=${approval}`, await tokenOf('operator'));
    await choose(page, 'drop');
    await page.getByRole('table', { name: 'Approval' }).getByText('decided', { exact: true }).waitFor();
    expect((await answerOf(approval)).outcome).toBe('drop');

    await page.goto(`${site.url}/console/approvals`);
    await page.getByText('Nobody has to decide anything').waitFor();
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'decided' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Delete ada by other?' });
    await row.getByText('drop').waitFor();
    await row.getByText('by token:operator-of-approvals').waitFor();
  });

  it('has links made for who has no token, which decide it', async () => {
    const approval = await waiting('linked', { link: true, roles: ['operator'] });
    const page = await site.open(`/approvals?approval=${approval}`);
    await page.getByRole('button', { name: 'Make links' }).click();
    const link = (await page.getByLabel('link to reject', { exact: true }).textContent())!;
    const answer = await fetch(site.url + new URL(link).pathname, {
      method: 'POST',
      body: new URLSearchParams(),
    });
    expect(answer.status).toBe(200);
    await page.getByRole('table', { name: 'Approval' }).getByText('link:token:admin').waitFor();
  });
});

it('is only looked at by whom the workflow does not let decide', async () => {
  const approval = await waiting('looked-at', { link: true, roles: ['operator'] });
  const page = await site.open(`/approvals?approval=${approval}`, await tokenOf('auditor'));
  await page.getByRole('table', { name: 'Approval' }).getByText('admin, operator').waitFor();
  expect(await page.getByRole('button', { name: /approve|reject|Make links/ }).count()).toBe(0);
});

it('leaves the browser nothing to complain about', () => {
  // Fields that were not what the approval asks for.
  expect(site.complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
});

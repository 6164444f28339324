/** What a person on duty looks at first, from an empty installation to one with failures. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { newTokenOf } from '../support/new-token.js';
import { type ConsoleSite, startConsole } from './a-console.js';
import { aSender } from './a-sender.js';

let site: ConsoleSite;

beforeAll(async () => {
  site = await startConsole();
});
afterAll(() => site?.stop());

const part = (page: Page, name: string) => page.getByRole('region', { name });
const token = (role: string) =>
  newTokenOf(role, [], async (asked) => {
    const { status, body } = await site.api.call('POST', '/tokens', asked);
    return { status, token: body.token };
  });

describe('the overview', () => {
  it('leads to a first event, which a drill is not', async () => {
    const page = await site.open('/');
    const steps = part(page, 'First steps');
    await steps.getByText('signet source put auth-platform').waitFor();
    await page.getByRole('link', { name: '0 dead letters' }).waitFor();

    await part(page, 'Drill').getByRole('button', { name: 'Drill' }).click();
    await part(page, 'Drill').getByText('It came through').waitFor();
    const hops = page.getByRole('table', { name: 'Hops of the drill' });
    expect(await hops.getByRole('cell', { name: 'ok' }).count()).toBe(6);
    await part(page, 'Newest executions').getByRole('link', { name: 'signet/drill@1' }).waitFor();
    expect(await steps.getByLabel('done').count()).toBe(0);

    const sender = await aSender(site, 'platform');
    await steps.getByLabel('done').waitFor();
    await site.api.apply({
      id: 'fails',
      triggers: [{ id: 'created', type: 'event', source: 'platform', events: ['user.created'] }],
      tasks: [{ id: 'stop', type: 'fail', message: 'ada is known already' }],
    });
    await eventually(async () => expect(await steps.getByLabel('done').count()).toBe(2));
    await sender.deliver({ type: 'user.created', userId: 'ada' });
    await steps.waitFor({ state: 'detached' });
  });

  it('shows what was given up on and what is open, and leads there', async () => {
    await site.api.apply({ id: 'waits', triggers: [], tasks: [{ id: 'long', type: 'wait', for: '1h' }] });
    await site.api.must('POST', '/workflows/acme/waits/trigger', { body: {}, subject: 'bob' });
    const page = await site.open('/');
    await page.getByRole('link', { name: '1 dead letters' }).waitFor();
    await page.getByRole('link', { name: '1 waiting' }).waitFor();
    const failures = part(page, 'Newest failures');
    await failures.getByText('ada is known already').waitFor();
    await failures.getByRole('link', { name: /in stop/ }).click();
    await page.getByRole('dialog', { name: 'Dead letter' }).getByText('ada is known already').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: '1 waiting' }).click();
    await page.getByRole('heading', { name: 'Executions', exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('status')).toBe('waiting');
  });

  it('says what is wrong with the installation, with what to do, as the doctor does', async () => {
    const { findings } = await site.api.must('GET', '/doctor');
    const { seen, todo } = findings.find(({ check }: { check: string }) => check === 'public url');
    const page = await site.open('/', await token('operator'));
    const installation = part(page, 'Installation');
    await installation.getByText(seen).waitFor();
    await installation.getByText(todo).waitFor();
    const well = installation.getByText('postgres:');
    expect(await well.isVisible()).toBe(false);
    await installation.getByRole('button', { name: 'Show them' }).click();
    await well.waitFor();
  });

  it('shows an auditor what is open and what failed, and nothing to do', async () => {
    const page = await site.open('/', await token('auditor'));
    await page.getByRole('link', { name: '1 dead letters' }).waitFor();
    await part(page, 'Newest failures').getByText('ada is known already').waitFor();
    expect(await page.getByRole('button', { name: 'Drill' }).count()).toBe(0);
    expect(await part(page, 'Installation').count()).toBe(0);
  });
});

it('the pages broke nowhere', () => {
  expect(site.complaints).toEqual([]);
});

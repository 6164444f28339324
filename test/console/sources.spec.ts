/** Sources: added, shown, rotated, tried, changed and taken away by the pages. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDelivery, aUserCreated, post } from '../support/a-delivery.js';
import { SECRET } from '../support/a-hook.js';
import { eventually } from '../support/eventually.js';
import { type ConsoleSite, startConsole } from './a-console.js';

/** The browser tells of answers that are meant to be refusals: a secret that is in use, a limit that is none. */
const PROVOKED = /status of (409|400) /;

let site: ConsoleSite;
beforeAll(async () => {
  site = await startConsole();
});
afterAll(() => site.stop());

async function aSource(name: string, parts: object = {}): Promise<{ url: string; id: string }> {
  const verify = { profile: 'standard-webhooks', secrets: [SECRET] };
  const { hook } = await site.api.must('PUT', `/sources/${name}`, {
    verify,
    event: { subject: ['json:/userId'] },
    ...parts,
  });
  return { url: site.url + new URL(hook.url).pathname, id: hook.id };
}

async function tokenOf(role: string): Promise<string> {
  return (await site.api.must('POST', '/tokens', { name: `${role}-${Math.random()}`, role })).token;
}

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

async function chooseProfile(page: Page, search: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Kind of sender' }).fill(search);
  await page.getByRole('option', { name: option }).click();
}

describe('adding a source', () => {
  it('asks for the kind of sender, makes a secret that is shown once, and says what to paste where', async () => {
    const page = await site.open('/sources');
    await page.getByText('No source yet').waitFor();
    await page.getByRole('button', { name: 'Add source' }).click();
    await chooseProfile(page, 'standard', 'Standard Webhooks v1 (HMAC)');
    await page.getByRole('textbox', { name: 'Name' }).fill('login');
    await page.getByText('Make one').click();
    await page.getByRole('button', { name: 'Make the source' }).click();
    const url = (await page.getByLabel('address', { exact: true }).textContent())!;
    const secret = (await page.getByLabel('secret', { exact: true }).textContent())!;

    const { proofs, hook } = await site.api.must('GET', '/sources/login');
    expect(url).toBe(hook.url);
    expect(proofs).toEqual({ profile: 'standard-webhooks', secrets: 1, config: {} });
    const answer = await post({ url: site.url + new URL(url).pathname }, aDelivery({ secret }));
    expect(answer.status).toBe(202);

    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'login' }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('asks for the settings of the sender, says which is missing, and for the secret later', async () => {
    const page = await site.open('/sources?add=source');
    await chooseProfile(page, 'clerk', 'Clerk · clerk');
    await page.getByText('It comes later').click();
    await page.getByRole('button', { name: 'Make the source' }).click();
    await page.getByRole('link', { name: 'under Secrets' }).click();
    await page.getByText('It waits for its secret').waitFor();
    expect((await site.api.must('GET', '/sources/clerk')).proofs.secrets).toBe(0);

    await page.getByRole('button', { name: 'Add secret' }).click();
    await page.getByLabel(/^Its secret/).fill(SECRET);
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('newest').waitFor();
    expect((await site.api.must('GET', '/sources/clerk')).proofs.secrets).toBe(1);
  });

  it('replaces no source that is there', async () => {
    await aSource('taken', { description: 'as it was' });
    const page = await site.open('/sources?add=source');
    await chooseProfile(page, 'standard', 'Standard Webhooks v1 (HMAC)');
    await page.getByRole('textbox', { name: 'Name' }).fill('taken');
    await page.getByLabel(/^Its secret/).fill(SECRET);
    await page.getByRole('button', { name: 'Make the source' }).click();
    await page.getByRole('alert').getByText('There is a source taken already').waitFor();
    expect((await site.api.must('GET', '/sources/taken')).description).toBe('as it was');
  });
});

describe('the deliveries of a source', () => {
  it('show as they come: what they were, and why one was refused', async () => {
    const source = await aSource('watched');
    const page = await site.open('/sources/watched');
    await page.getByText('Nothing has arrived like that').waitFor();

    await post(source, aDelivery({ body: aUserCreated('usr_seen') }));
    await rowOf(page, 'usr_seen').getByText('accepted').waitFor();
    await post(source, aDelivery({ secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }));
    const refused = rowOf(page, 'refused');
    await refused.getByRole('button', { name: 'Why' }).click();
    const why = page.getByRole('table', { name: 'Why it was refused' });
    await why.getByRole('row', { name: 'Expected' }).waitFor();

    const { items } = await site.api.must('GET', `/hooks/${source.id}/deliveries?outcome=refused`);
    expect(await why.textContent()).toContain(items[0].diagnosis.came);
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Verdict' }).click();
    await page.getByRole('option', { name: 'refused' }).click();
    await page.waitForURL(/outcome=refused/);
    await rowOf(page, 'usr_seen').waitFor({ state: 'detached' });
  });
});

describe('a source', () => {
  it('has its secrets retired once they are asked about, but for one that is still used', async () => {
    const source = await aSource('rotated');
    expect((await post(source)).status).toBe(202);
    await eventually(async () => {
      const { items } = await site.api.must('GET', '/sources/rotated/secrets');
      expect(items[0].uses).toBe(1);
    });
    await site.api.must('POST', '/sources/rotated/secrets', { secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA' });
    const page = await site.open('/sources/rotated?tab=secrets');
    await rowOf(page, 'previous').getByRole('button', { name: 'Retire' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await page.getByText('its sender still has it').waitFor();
    expect((await site.api.must('GET', '/sources/rotated/secrets')).items).toHaveLength(2);

    await rowOf(page, 'previous').getByRole('button', { name: 'Retire' }).click();
    await page.getByLabel('Although its sender used it').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await rowOf(page, 'previous').waitFor({ state: 'detached' });
    const { items } = await site.api.must('GET', '/sources/rotated/secrets');
    expect(items).toMatchObject([{ generation: 'newest', uses: 0 }]);
  });

  it('is tried with a command that is ready to run, and by a test', async () => {
    await aSource('tried');
    await site.api.apply({
      id: 'waits',
      triggers: [{ id: 'on', type: 'event', source: 'tried', events: ['user.created'] }],
      tasks: [{ id: 'say', type: 'log', message: 'here' }],
    });
    const page = await site.open('/sources/tried?tab=try');
    await page.getByRole('button', { name: 'Make a cURL command' }).click();
    const command = (await page.getByLabel('command', { exact: true }).textContent())!;
    expect(command).toMatch(/^curl [\s\S]*webhook-signature: v1,/);

    await page.getByRole('button', { name: 'Run as a test' }).click();
    await page.getByText('It runs, marked as a test').waitFor();
    const { items } = await site.api.must('GET', '/executions?workflow=acme/waits');
    expect(await page.getByRole('alert').textContent()).toContain(items[0].id);
    expect(await page.getByLabel('command', { exact: true }).count()).toBe(0);
  });

  it('is changed in what its form shows, and keeps the rest', async () => {
    await aSource('changed', {
      event: { type: ['json:/kind'] },
      vocabulary: { opened: 'user.created' },
      limits: { requests: { limit: 600, per: '1m' } },
    });
    const page = await site.open('/sources/changed?tab=settings');
    await page.getByLabel('Description').fill('The login');
    await page.getByLabel('Requests', { exact: true }).fill('many');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('must be default, none').waitFor();
    await page.getByLabel('Requests', { exact: true }).fill('30/1s');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('changed is changed').waitFor();
    expect(await site.api.must('GET', '/sources/changed')).toMatchObject({
      description: 'The login',
      proofs: { profile: 'standard-webhooks', secrets: 1 },
      event: { type: ['json:/kind'] },
      vocabulary: { opened: 'user.created' },
      limits: { requests: { limit: 30, per: '1s' } },
    });
  });

  it('is disabled, enabled and deleted, each time by somebody who was asked', async () => {
    await aSource('going');
    const page = await site.open('/sources/going');
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    expect((await site.api.must('GET', '/sources/going')).enabled).toBe(false);
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Disable' }).waitFor();
    expect((await site.api.must('GET', '/sources/going')).enabled).toBe(true);

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    expect((await site.api.call('GET', '/sources/going')).status).toBe(404);
  });

  it('shows its stream of security events where there is one', async () => {
    const config = { issuer: 'https://t.example', audience: 'us', jwksUri: 'https://t.example/keys' };
    const poll = { endpoint: 'https://t.example/poll', authorization: 'Bearer of-the-stream' };
    await site.api.must('PUT', '/sources/shared', {
      verify: { profile: 'ssf', config },
      poll,
      enabled: false,
    });
    const page = await site.open('/sources/shared?tab=stream');
    await page.getByText('This stream was not set up from here').waitFor();
    await page.getByRole('table', { name: 'Stream' }).getByText('https://t.example/poll').waitFor();
    expect(await page.content()).not.toContain('of-the-stream');
  });
});

describe('who may only read', () => {
  it('sees sources and deliveries, and none of the deeds', async () => {
    const source = await aSource('seen');
    await post(source, aDelivery({ body: aUserCreated('usr_read') }));
    const page = await site.open('/sources', await tokenOf('auditor'));
    await page.getByRole('link', { name: 'seen' }).click();
    await rowOf(page, 'usr_read').waitFor();
    for (const name of ['Add source', 'Disable', 'Delete']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    expect(await page.getByRole('tab', { name: 'Try it' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Secrets' }).click();
    await page.getByText('newest').waitFor();
    expect(await page.getByRole('button', { name: /Add secret|Retire/ }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('table', { name: 'Settings' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
  });
});

it('leaves the browser nothing to complain about', () => {
  expect(site.complaints.filter((text) => !PROVOKED.test(text))).toEqual([]);
});

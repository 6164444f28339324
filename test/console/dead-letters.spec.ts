/** Dead letters: found, looked into, replayed and discarded, one or many. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Target } from '../support/a-target.js';
import { eventually } from '../support/eventually.js';
import { newTokenOf } from '../support/new-token.js';
import { type ConsoleSite, startConsole } from './a-console.js';
import { aSender, type TestSender } from './a-sender.js';

let site: ConsoleSite;
let target: Target;
let sender: TestSender;

interface Letter {
  readonly execution: string;
  readonly subject: string;
  readonly status: string;
  readonly note: string | null;
}

const lettersOf = async (query: string): Promise<Letter[]> =>
  (await site.api.must('GET', `/dead-letters?${query}`)).items;

beforeAll(async () => {
  target = await Target.start();
  site = await startConsole({ OUTBOUND_ALLOW: '127.0.0.0/8' });
  sender = await aSender(site, 'platform');
  for (const id of ['calls', 'asks']) {
    await site.api.apply({
      id,
      triggers: [{ id: 'created', type: 'event', source: 'platform', events: [`user.${id}`] }],
      tasks: [{ id: 'call', type: 'http.request', method: 'POST', url: `${target.url}/${id}` }],
    });
  }
});
beforeEach(async () => {
  for (const { execution } of await lettersOf('status=open')) {
    await site.api.must('POST', `/dead-letters/${execution}/discard`, { note: 'of another test' });
  }
  target.answer = (_call, response) => void response.writeHead(403).end();
});
afterAll(async () => {
  await site?.stop();
  await target?.stop();
});

/** Of each user one, in this order. */
async function die(kind: 'calls' | 'asks', ...users: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const userId of users) {
    const [id] = await sender.deliver({ type: `user.${kind}`, userId });
    await eventually(async () =>
      expect((await site.api.must('GET', `/executions/${id}`)).status).toBe('dead'),
    );
    ids.push(id!);
  }
  return ids;
}

const table = (page: Page) => page.getByRole('table', { name: 'Dead letters' });
const rows = (page: Page) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button') });
const shows = (page: Page, count: number) =>
  eventually(async () => expect(await rows(page).count()).toBe(count));
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const isWellAgain = () => (target.answer = () => undefined);

describe('dead letters', () => {
  it('that died of the same thing are told together, and the list can be kept to them', async () => {
    await die('calls', 'ada', 'bob');
    await die('asks', 'ada');
    const page = await site.open('/dead-letters');
    await shows(page, 3);
    const faults = page.getByRole('region', { name: 'Same faults' });
    await faults.getByText('acme/calls, task call').waitFor();
    await faults.getByRole('button').first().click();
    await shows(page, 2);
    const { fingerprint } = (await site.api.must('GET', '/dead-letters?workflow=acme/calls')).items[0];
    expect(new URL(page.url()).searchParams.get('fingerprint')).toBe(fingerprint);
  });

  it('one is shown beside the list, with why it died and the way to its execution', async () => {
    const [id] = await die('calls', 'ada');
    const page = await site.open('/dead-letters');
    await table(page)
      .getByRole('button', { name: /in call/ })
      .click();
    const drawer = page.getByRole('dialog', { name: 'Dead letter' });
    await drawer.getByText('permanent: trying again would not have helped').waitFor();
    expect(new URL(page.url()).searchParams.get('letter')).toBe(id);
    expect(await drawer.getByRole('link', { name: 'The execution' }).getAttribute('href')).toBe(
      `/console/executions/${id}`,
    );
  });

  it('that match are counted, and then all replayed from the start', async () => {
    await die('calls', 'ada', 'bob');
    await die('asks', 'carol');
    isWellAgain();
    const page = await site.open('/dead-letters?workflow=acme/calls');
    await shows(page, 2);
    await button(page, 'Replay all that match').click();
    const dialog = page.getByRole('dialog', { name: 'Replay all that match' });
    await dialog.getByText('2 open dead letters').waitFor();
    await dialog.getByText('From the start').click();
    await dialog.getByRole('button', { name: 'Replay all that match' }).click();
    await page.getByText('Replayed 2 of 2').waitFor();
    await shows(page, 0);
    expect((await lettersOf('status=open')).map(({ subject }) => subject)).toEqual(['carol']);
    const { items } = await site.api.must('GET', '/audit-entries?verb=dead_letter.replay&limit=2');
    expect(items.map(({ details }: { details: { from: string } }) => details.from)).toEqual([
      'start',
      'start',
    ]);
  });

  it('that were chosen are let go with a reason, others stay', async () => {
    await die('calls', 'ada', 'bob', 'carol');
    const page = await site.open('/dead-letters');
    await shows(page, 3);
    await page.getByRole('checkbox', { name: 'Choose acme/calls for ada' }).click();
    await page.getByRole('checkbox', { name: 'Choose acme/calls for carol' }).click();
    await button(page, 'Discard chosen').click();
    const dialog = page.getByRole('dialog', { name: 'Discard chosen' });
    await dialog.getByLabel('Why').fill('made by hand');
    await dialog.getByRole('button', { name: 'Discard chosen' }).click();
    await page.getByText('Discarded 2 of 2').waitFor();
    await shows(page, 1);
    const left = (await lettersOf('status=open')).map(({ subject }) => subject);
    const gone = (await lettersOf('status=discarded')).filter(({ note }) => note === 'made by hand');
    expect([left, gone.map(({ subject }) => subject)]).toEqual([['bob'], ['carol', 'ada']]);
  });

  it('that match are counted, and then all let go with a reason', async () => {
    await die('calls', 'ada', 'bob');
    await die('asks', 'carol');
    const page = await site.open('/dead-letters?workflow=acme/calls');
    await shows(page, 2);
    await button(page, 'Discard all that match').click();
    const dialog = page.getByRole('dialog', { name: 'Discard all that match' });
    await dialog.getByText('2 open dead letters').waitFor();
    const yes = dialog.getByRole('button', { name: 'Discard all that match' });
    expect(await yes.isDisabled()).toBe(true);
    await dialog.getByLabel('Why').fill('of the old system');
    await yes.click();
    await page.getByText('Discarded 2 of 2').waitFor();
    await shows(page, 0);
    const gone = (await lettersOf('status=discarded')).filter(({ note }) => note === 'of the old system');
    expect(gone.map(({ subject }) => subject)).toEqual(['bob', 'ada']);
    expect((await lettersOf('status=open')).map(({ subject }) => subject)).toEqual(['carol']);
  });

  it('that were chosen are replayed one by one, and what could not be is said', async () => {
    const [first] = await die('calls', 'ada', 'bob');
    isWellAgain();
    const page = await site.open('/dead-letters');
    await shows(page, 2);
    await button(page, 'Choose all shown').click();
    await page.getByText('2 chosen').waitFor();
    await site.api.must('POST', `/dead-letters/${first}/discard`, { note: 'meanwhile, by somebody else' });
    await button(page, 'Replay chosen').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay chosen' }).click();
    await page.getByText('Replayed 1 of 2').waitFor();
    await page.getByText('the dead letter was discarded').waitFor();
    await page.getByRole('link', { name: 'execution 1' }).click();
    await page.getByRole('heading', { name: 'Execution of acme/calls' }).waitFor();
    expect(await lettersOf('status=open')).toEqual([]);
  });

  it('that were chosen are chosen no more once the list shows others', async () => {
    await die('calls', 'ada');
    await die('asks', 'bob');
    const page = await site.open('/dead-letters');
    await shows(page, 2);
    await button(page, 'Choose all shown').click();
    await page.getByText('2 chosen').waitFor();
    await page.getByRole('textbox', { name: 'Subject' }).fill('bob');
    await shows(page, 1);
    await button(page, 'Choose all shown').waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  it('can be read by an auditor, who is offered nothing to do about them', async () => {
    await die('calls', 'ada');
    const token = await newTokenOf('auditor', [], async (asked) => {
      const { status, body } = await site.api.call('POST', '/tokens', asked);
      return { status, token: body.token };
    });
    const page = await site.open('/dead-letters', token);
    await shows(page, 1);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Replay|Discard/ }).count()).toBe(0);
  });
});

it('the pages broke nowhere', () => {
  const said = site.complaints.filter((text) => !text.includes('409 (Conflict)')); // of the one discarded meanwhile
  expect(said).toEqual([]);
});

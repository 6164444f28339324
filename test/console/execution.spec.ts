/** One execution: how it goes on, what its tasks did, its event, its entries, and what an operator does about it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newTokenOf } from '../support/new-token.js';
import { Target } from '../support/a-target.js';
import { send } from '../support/a-delivery.js';
import { eventually } from '../support/eventually.js';
import { type ConsoleSite, startConsole } from './a-console.js';
import { aSender, type TestSender } from './a-sender.js';

let site: ConsoleSite;
let target: Target;
let sender: TestSender;

const LONG = { id: 'long', type: 'wait', for: '1h' };
const on = (type: string) => [{ id: 'created', type: 'event', source: 'platform', events: [type] }];

beforeAll(async () => {
  target = await Target.start();
  site = await startConsole({ OUTBOUND_ALLOW: '127.0.0.0/8' });
  sender = await aSender(site, 'platform');
  const call = { id: 'call', type: 'http.request', method: 'POST', url: `${target.url}/call` };
  await site.api.apply({
    id: 'welcome',
    triggers: on('user.created'),
    tasks: [
      { id: 'note', type: 'audit.log', verb: 'user.welcomed', message: 'hello {{ trigger.body.userId }}' },
      {
        id: 'each',
        type: 'forEach',
        values: '{{ trigger.body.rooms }}',
        tasks: [{ id: 'greet', type: 'log', message: 'into {{ each.value }}' }],
      },
      call,
    ],
  });
  await site.api.apply({ id: 'patient', triggers: on('user.waits'), tasks: [LONG] });
  await site.api.apply({
    id: 'child',
    triggers: [],
    tasks: [{ id: 'done', type: 'return', output: { made: 'profile' } }],
  });
  await site.api.apply({
    id: 'parent',
    triggers: on('user.moved'),
    tasks: [{ id: 'below', type: 'subflow', workflow: 'acme/child' }],
  });
});
afterAll(async () => {
  await site?.stop();
  await target?.stop();
});

const statusOf = async (id: string): Promise<string> =>
  (await site.api.must('GET', `/executions/${id}`)).status;
const reaches = (id: string, status: string) =>
  eventually(async () => expect(await statusOf(id)).toBe(status));
const stands = (page: Page, status: string) =>
  page.getByRole('status', { name: 'How it stands' }).getByText(status, { exact: true }).waitFor();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** The button on the page, and then the one that means it. */
async function really(page: Page, name: string): Promise<void> {
  await button(page, name).click();
  await page.getByRole('dialog', { name }).getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
const idIn = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1)!;

async function waits(): Promise<string> {
  const [id] = await sender.deliver({ type: 'user.waits', userId: 'ada' });
  await reaches(id!, 'waiting');
  return id!;
}

describe('an execution that succeeded', () => {
  let id: string;
  beforeAll(async () => {
    target.answer = () => undefined;
    [id] = (await sender.deliver({ type: 'user.created', userId: 'ada', rooms: ['hall', 'attic'] })) as [
      string,
    ];
    await reaches(id, 'succeeded');
  });

  it('shows what its tasks did, each round of a loop for itself, and what went in and out', async () => {
    const page = await site.open(`/executions/${id}`);
    await stands(page, 'succeeded');
    const table = page.getByRole('table', { name: 'Task runs' });
    expect(await table.getByRole('button').allInnerTexts()).toEqual([
      'note',
      'each',
      'greet #1',
      'greet #2',
      'call',
    ]);
    await table.getByRole('button', { name: 'greet #2' }).click();
    const drawer = page.getByRole('dialog', { name: 'Task greet #2' });
    await drawer.getByLabel('Input', { exact: true }).getByText('into attic').waitFor();
    expect(new URL(page.url()).searchParams.get('task')).toBe('greet:2');
    await page.reload();
    await drawer.getByLabel('Input', { exact: true }).getByText('into attic').waitFor();
  });

  it('shows the event it ran for, and links to its source and to all of its subject', async () => {
    const page = await site.open(`/executions/${id}?tab=event`);
    await page.getByLabel('Body', { exact: true }).getByText('"rooms"').waitFor();
    expect(await page.getByRole('link', { name: 'platform' }).getAttribute('href')).toBe(
      '/console/sources/platform',
    );
    expect(await page.getByRole('link', { name: 'ada' }).getAttribute('href')).toBe(
      '/console/executions?subject=ada',
    );
  });

  it('shows its audit entries to an auditor, who may do nothing about it; to an operator it shows none', async () => {
    const make = (role: string) =>
      newTokenOf(role, [], async (asked) => {
        const { status, body } = await site.api.call('POST', '/tokens', asked);
        return { status, token: body.token };
      });
    const auditor = await site.open(`/executions/${id}?tab=audit`, await make('auditor'));
    await auditor.getByRole('table', { name: 'Audit entries' }).getByText('user.welcomed').waitFor();
    await auditor.getByText(/^It is what it was when it ended: entry \d+ has the digest/).waitFor();
    await stands(auditor, 'succeeded');
    expect(await button(auditor, 'Restart').count()).toBe(0);

    const operator = await site.open(`/executions/${id}`, await make('operator'));
    await button(operator, 'Restart').waitFor();
    expect(await operator.getByRole('tab', { name: /Audit/ }).count()).toBe(0);
  });

  it('is restarted from a task, and what stands before it is taken over', async () => {
    const page = await site.open(`/executions/${id}`);
    await button(page, 'Restart').click();
    const dialog = page.getByRole('dialog', { name: 'Restart' });
    await dialog.getByRole('combobox', { name: 'Begin with' }).click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['note', 'each', 'call']);
    await page.getByRole('option', { name: 'call' }).click();
    await dialog.getByRole('button', { name: 'Restart' }).click();
    await page.getByRole('link', { name: 'an earlier execution' }).waitFor();
    await stands(page, 'succeeded');
    const again = await site.api.must('GET', `/executions/${idIn(page)}`);
    expect(again.replayOf).toBe(id);
    expect(await page.getByRole('row', { name: /note/ }).getByText('taken over').count()).toBe(1);
    expect(await page.getByRole('row', { name: /call/ }).getByText('taken over').count()).toBe(0);
  });
});

describe('an execution that goes on', () => {
  it('is live until it has ended', async () => {
    let release = (): void => undefined;
    target.answer = () => new Promise((resolve) => (release = resolve));
    const [id] = await sender.deliver({ type: 'user.created', userId: 'bob', rooms: [] });
    const page = await site.open(`/executions/${id}`);
    await page.getByRole('row', { name: /call/ }).getByText('started').waitFor();
    await stands(page, 'live');
    release();
    await stands(page, 'succeeded');
    expect(await page.getByText('live', { exact: true }).count()).toBe(0);
  });

  it('is paused, resumed and cancelled, after it was asked about', async () => {
    const id = await waits();
    const page = await site.open(`/executions/${id}`);
    await stands(page, 'waiting');
    await button(page, 'Pause').click();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await statusOf(id)).toBe('waiting');
    await really(page, 'Pause');
    await stands(page, 'paused');
    expect(await statusOf(id)).toBe('paused');
    await really(page, 'Resume');
    await stands(page, 'waiting');
    await really(page, 'Cancel');
    await stands(page, 'cancelled');
    expect(await statusOf(id)).toBe('cancelled');
    expect(await button(page, 'Cancel').count()).toBe(0);
  });
});

describe('an execution that died', () => {
  const dies = async (): Promise<string> => {
    target.answer = (_call, response) => void response.writeHead(403).end();
    const [id] = await sender.deliver({ type: 'user.created', userId: 'eve', rooms: [] });
    await reaches(id!, 'dead');
    target.answer = () => undefined;
    return id!;
  };

  it('says why, and is replayed from the task that failed', async () => {
    const id = await dies();
    const page = await site.open(`/executions/${id}`);
    const letter = page.getByRole('region', { name: 'Dead letter' });
    await letter.getByText('permanent: trying again would not have helped').waitFor();
    await really(page, 'Replay');
    await page.getByRole('link', { name: 'an earlier execution' }).waitFor();
    await stands(page, 'succeeded');
    expect((await site.api.must('GET', `/dead-letters/${id}`)).replayExecution).toBe(idIn(page));
  });

  it('is let go, with the reason', async () => {
    const id = await dies();
    const page = await site.open(`/executions/${id}`);
    await button(page, 'Discard').click();
    const dialog = page.getByRole('dialog', { name: 'Discard' });
    expect(await dialog.getByRole('button', { name: 'Discard' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Why').fill('eve is no user of ours');
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('region', { name: 'Dead letter' }).getByText('eve is no user of ours').waitFor();
    const { status, note } = await site.api.must('GET', `/dead-letters/${id}`);
    expect([status, note]).toEqual(['discarded', 'eve is no user of ours']);
    expect(await button(page, 'Replay').count()).toBe(0);
  });
});

it('an execution that somebody is told of says how far that came, and tells them again when asked', async () => {
  const paths = (): string[] => target.calls.map(({ path }) => path);
  target.answer = ({ path }, response) => void response.writeHead(path === '/told' ? 410 : 200).end();
  await site.api.apply({
    id: 'tells',
    triggers: [{ id: 'hook', type: 'webhook', open: true, callback: { url: `${target.url}/told` } }],
    tasks: [{ id: 'note', type: 'log', message: 'hello' }],
  });
  const { json } = await send(await site.api.hookOf('acme/tells'), { method: 'POST' });
  const page = await site.open(`/executions/${json.executions[0]}`);
  const callback = page.getByRole('region', { name: 'Callback' });
  await callback.getByText('failed', { exact: true }).waitFor();
  await callback.getByText('410', { exact: true }).waitFor();
  expect(paths().filter((path) => path === '/told')).toHaveLength(1);

  target.answer = () => undefined;
  await really(page, 'Call back again');
  await callback.getByText('sent', { exact: true }).waitFor();
  expect(paths().filter((path) => path === '/told')).toHaveLength(2);
});

it('an execution that started another one leads to it, and back', async () => {
  const [id] = await sender.deliver({ type: 'user.moved', userId: 'ada' });
  await reaches(id!, 'succeeded');
  const page = await site.open(`/executions/${id}?task=below:0`);
  await page.getByRole('link', { name: 'The execution it started' }).click();
  await page.getByRole('heading', { name: 'Execution of acme/child' }).waitFor();
  await page.getByRole('tab', { name: 'Event' }).click();
  await page.getByRole('link', { name: 'another execution' }).click();
  await page.getByRole('heading', { name: 'Execution of acme/parent' }).waitFor();
  expect(idIn(page)).toBe(id);
});

it('an execution that is not there is said not to be there', async () => {
  const page = await site.open('/executions/019aa5f0-7c1e-7d2a-9b3c-4d5e6f708192');
  await page.getByRole('alert').getByText('there is no such execution').waitFor();
  expect(await page.getByRole('tab').count()).toBe(0);
});

it('the pages broke nowhere', () => {
  const said = site.complaints.filter((text) => !text.includes('404 (Not Found)')); // the one above
  expect(said).toEqual([]);
});

it('of a person who was erased says so, with what is left', async () => {
  target.answer = () => undefined;
  const [id] = await sender.deliver({ type: 'user.created', userId: 'forgotten', rooms: [] });
  await reaches(id!, 'succeeded');
  await site.api.must('POST', '/erasures', { subject: 'forgotten' });
  const page = await site.open(`/executions/${id}`);
  await stands(page, 'succeeded');
  await page.getByText('What it had of a person was erased').waitFor();
  expect(await page.getByRole('table', { name: 'Task runs' }).innerText()).toContain('note');
  await page.getByRole('tab', { name: 'Event' }).click();
  await page.getByText('What it said of a person was erased.').waitFor();
  await page.getByRole('tab', { name: /Audit/ }).click();
  await page.getByText(/^What it had of a person was erased, and the rest is as it was left/).waitFor();
  expect(await page.locator('body').innerText()).not.toContain('forgotten');
});

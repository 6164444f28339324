/** The audit log: read with filters, proven by files that verify. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogVerifier } from '../../src/audit/log-verifier.js';
import type { LogLine } from '../../src/audit/log-line.js';
import { eventually } from '../support/eventually.js';
import { type ConsoleSite, startConsole } from './a-console.js';

const TRAIL = { id: 'trail', triggers: [], tasks: [{ id: 'trace', type: 'audit.log', message: 'seen' }] };

let site: ConsoleSite;
beforeAll(async () => {
  site = await startConsole();
  for (const name of ['REGION', 'ZONE']) {
    await site.api.must('PUT', `/variables/acme/${name}`, { value: 'eu' });
  }
  await eventually(async () => {
    const { size } = await site.api.must('GET', '/audit-log/checkpoint');
    if (size < 2) {
      throw new Error('not signed yet');
    }
  });
});
afterAll(() => site.stop());

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

/** What `signet audit verify` would say of a file that the button saves. */
async function verified(page: Page, button: string): Promise<{ ok: boolean; file: string; entries: number }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const { key } = await site.api.must('GET', '/audit-log/checkpoint');
  const verifier = new LogVerifier({ key, checkpoints: [] });
  const text = await readFile(await download.path(), 'utf8');
  for (const line of text.trimEnd().split('\n')) {
    verifier.take(JSON.parse(line) as LogLine);
  }
  const { ok, entries } = verifier.report();
  return { ok, entries, file: download.suggestedFilename() };
}

describe('the audit log', () => {
  it('shows who did what to what, and where each entry stands in the tree', async () => {
    const page = await site.open('/audit');
    await rowOf(page, 'variable:acme/REGION').getByRole('button', { name: 'variable.put' }).click();
    const entry = page.getByRole('table', { name: 'Audit entry' });
    await entry.getByText('token:admin').waitFor();
    const { items } = await site.api.must('GET', '/audit-entries?subject=variable:acme/REGION&place=true');
    expect(items).toHaveLength(1);
    expect(items[0].place.state).toBe('signed');
    const shown = await entry.textContent();
    expect(shown).toContain(items[0].leafHash);
    expect(shown).toContain(`Place${items[0].place.number}`);
  });

  it('is filtered by what stands in the URL', async () => {
    const page = await site.open('/audit?subject=variable:acme/ZONE');
    await rowOf(page, 'variable:acme/ZONE').waitFor();
    expect(await rowOf(page, 'variable:acme/REGION').count()).toBe(0);
    await page.getByLabel('Verb').fill('source.put');
    await page.getByText('No audit entry is like that.').waitFor();
    expect(page.url()).toContain('verb=source.put');
  });

  it('shows what people and programs did apart', async () => {
    await site.api.apply(TRAIL);
    await site.api.must('POST', '/workflows/acme/trail/trigger', { body: {} });
    const page = await site.open('/audit');
    const written = rowOf(page, 'execution.end');
    await written.first().waitFor();
    await page.getByLabel('Deeds of people and programs alone').click();
    await written.first().waitFor({ state: 'detached' });
    await rowOf(page, 'workflow.trigger').waitFor();
    expect(await rowOf(page, 'audit.log').count()).toBe(0);
    expect(page.url()).toContain('deeds=true');
  });

  it('is proven by files that verify, with the command that does it', async () => {
    const page = await site.open('/audit?subject=variable:acme/ZONE');
    const evidence = await verified(page, 'Evidence of the subject');
    expect(evidence).toEqual({
      ok: true,
      entries: 1,
      file: 'signet-evidence-variable_acme_ZONE.ndjson',
    });
    const command = page.getByLabel('command', { exact: true });
    await command.getByText(`signet audit verify ${evidence.file} --key 'signet`).waitFor();
    const whole = await verified(page, 'Export the log');
    expect(whole.ok).toBe(true);
    expect(whole.entries).toBeGreaterThanOrEqual(2);
    await command.getByText('signet-audit-log.ndjson').waitFor();
  });

  it('has a checkpoint, to be kept somewhere else', async () => {
    const page = await site.open('/audit');
    await page.getByRole('button', { name: 'Checkpoint' }).click();
    const note = (await page.getByLabel('note', { exact: true }).textContent())!;
    const [, size, root] = note.split('\n');
    const head = page.getByRole('table', { name: 'Checkpoint' });
    const shown = await head.textContent();
    expect(shown).toContain(`Size${size}`);
    expect(shown).toContain(`Root${root}`);
  });
});

it('is for auditors: an operator is told so, and asks the API nothing', async () => {
  const { token } = await site.api.must('POST', '/tokens', { name: 'night', role: 'operator' });
  const page = await site.open('/audit', token);
  await page.getByText('The audit log is for auditors').waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
  const auditor = await site.api.must('POST', '/tokens', { name: 'auditor', role: 'auditor' });
  const other = await site.open('/audit', auditor.token);
  await rowOf(other, 'variable:acme/REGION').waitFor();
});

it('leaves the browser nothing to complain about', () => {
  expect(site.complaints).toEqual([]);
});

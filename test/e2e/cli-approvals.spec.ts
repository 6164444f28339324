/** The commands for decisions: those that tasks ask for, and those about a blast radius. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer, type TestCli, type TestServer } from './cli-run.js';

const ASKING = `id: asking
namespace: acme.identity
tasks:
  - { id: ask, type: approval, message: "Let {{ trigger.body.user }} in?", link: true, roles: [operator], fields: { reason: { type: string, required: true } } }
`;
const LEAVERS = `id: leavers
namespace: acme.identity
blastRadius: { users: 1, window: 30m }
tasks:
  - { id: made, type: user.create, user: "{{ trigger.body.user }}" }
  - { id: off, type: user.disable, user: "{{ trigger.body.user }}" }
`;

interface Approval {
  readonly id: string;
  readonly workflow: string;
  readonly status: string;
}

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  const folder = await temporaryFolder('cli');
  for (const [name, text] of Object.entries({ asking: ASKING, leavers: LEAVERS })) {
    await writeFile(join(folder, `${name}.yaml`), text);
  }
  await cli.text(['workflow', 'apply', folder]);
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

async function trigger(name: string, user: string): Promise<string> {
  const args = ['trigger', `acme.identity/${name}`, '--body', JSON.stringify({ user })];
  return (await cli.json<{ executions: string[] }>(args)).executions[0]!;
}

const openOf = (name: string): Promise<Approval> =>
  eventually(async () => {
    const { items } = await cli.json<{ items: Approval[] }>(['approvals', 'list']);
    const found = items.filter(({ workflow }) => workflow === `acme.identity/${name}`);
    expect(found).toHaveLength(1);
    return found[0]!;
  });

const ended = (execution: string, status: string): Promise<void> =>
  eventually(async () => {
    expect(await cli.json(['executions', 'show', execution])).toMatchObject({ status });
  });

describe('signet approvals', () => {
  it('lists, shows and decides what a task asks', async () => {
    expect(await cli.text(['approvals', 'list'])).toContain('nothing waits for a decision');
    const execution = await trigger('asking', 'ada');
    const { id } = await openOf('asking');
    expect(await cli.text(['approvals', 'list'])).toMatch(/task +acme\.identity\/asking +1 .*Let ada in\?/);
    const shown = await cli.text(['approvals', 'show', id]);
    expect(shown).toMatch(/message: +Let ada in\?/);
    expect(shown).toMatch(/fields: +reason \(string, required\)/);
    expect(shown).not.toContain('http');
    expect(
      (await cli.text(['approvals', 'show', id, '--links'])).match(/http\S+\/approvals\/\S+/g),
    ).toHaveLength(2);

    for (const args of [
      ['approve'],
      ['perhaps', '--fields', '{"reason":"x"}'],
      ['approve', '--fields', '{"no":1}'],
    ]) {
      const refused = await cli.run(['approvals', 'decide', id, ...args]);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
    }
    expect(
      await cli.text(['approvals', 'decide', id, 'approve', '--fields', '{"reason":"known"}']),
    ).toContain(`${id} decided: approve`);
    await ended(execution, 'succeeded');
    expect((await cli.run(['approvals', 'decide', id, 'reject', '--fields', '{"reason":"no"}'])).code).toBe(
      1,
    );
    expect(await cli.json(['approvals', 'show', id])).toMatchObject({
      status: 'decided',
      outcome: 'approve',
      answers: { reason: 'known' },
      decidedBy: 'token:admin',
    });
    expect((await cli.run(['approvals', 'show', '01a1fcde-47c9-778c-87e1-b788369d8835'])).code).toBe(1);
  });

  it('tells of a blast radius what waits for it, and why', async () => {
    const first = await trigger('leavers', 'ada');
    await ended(first, 'succeeded');
    const [second, third] = [await trigger('leavers', 'bob'), await trigger('leavers', 'cyd')];
    await ended(third, 'waiting');
    const { id } = await openOf('leavers');
    await ended(second, 'waiting');
    expect(await cli.text(['approvals', 'list'])).toMatch(
      /blast_radius +acme\.identity\/leavers +2 .*for 1 users within 30m/,
    );
    expect(await cli.text(['executions', 'show', second])).toContain(
      `blast_radius: waits for the approval ${id}`,
    );
    await cli.text(['approvals', 'decide', id, 'approve', '--fields', '{"users":2}']);
    await ended(second, 'succeeded');
    await ended(third, 'succeeded');
    expect(await cli.text(['approvals', 'list', '--status', 'decided'])).toMatch(
      /blast_radius +acme\.identity\/leavers .* approve +token:/,
    );
    expect(await cli.text(['approvals', 'list', '--status', 'cancelled'])).toBe('no approval is cancelled\n');
    expect((await cli.run(['approvals', 'list', '--status', 'lost'])).code).not.toBe(0);
  });
});

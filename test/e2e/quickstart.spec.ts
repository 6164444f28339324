/** `npm run quickstart`, on what is installed and built, with its data in a folder of the test. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { runSignet, TestCli } from './cli-run.js';

let data: string;

beforeAll(async () => {
  data = join(await temporaryFolder('quickstart'), 'it is kept'); // a name that a shell would cut
});

function quickstart(...args: string[]): Program {
  return startProgram({
    command: ['scripts/quickstart.mjs', '--data', data, ...args],
    env: { DATABASE_URL: 'postgres://of-somebody-else.invalid/their-data' },
  });
}

/** The words of a command as a shell reads them: what is between single quotes is one. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

describe('quickstart', () => {
  it('goes from nothing to a user that a signed event made, and stops', async () => {
    const run = quickstart();
    const { code } = await run.exited;
    const output = run.lines.join('\n');

    expect(output).toMatch(/user 12345 before: unknown/);
    expect(output).toMatch(/sent \{"event":"user\.created","userId":"12345",.*\}, signed, as msg_\S+: 202/);
    expect(output).toMatch(/status: +succeeded/);
    expect(output).toMatch(/The user \(changed: true\)\n +user: +12345\n +active: +yes\n +roles: +admin/);
    expect(output).toMatch(/user\.welcomed .* profile ready for 12345/);
    expect(output).toMatch(/Signet is stopped, its data is kept/);
    expect(output).toMatch(/^\[ +\d+\.\d s\] /m);
    expect(code).toBe(0);
  });

  it('again goes on from the kept data, keeps running when asked to, and its last commands work as printed', async () => {
    const run = quickstart('--keep');
    await run.waitForLine(/Next, in another terminal/);
    await run.waitForLine(/signet\.js audit list/);
    const commands = run.lines.filter((line) => /^ +node dist\/cli\/signet\.js/.test(line));

    expect(run.lines.join('\n')).toMatch(/The user \(changed: false\)/);
    expect(run.lines.join('\n')).toMatch(/before: active, roles: admin/);
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      expect(await runSignet(wordsOf(command).slice(2))).toMatchObject({ code: 0, stderr: '' });
    }
    expect(
      await new TestCli({}).json(['executions', 'list', '--subject', '12345', '--data', data]),
    ).toMatchObject({
      items: [
        { eventType: 'user.role_changed' },
        { eventType: 'user.created' },
        { eventType: 'user.created' },
      ],
    });
    expect(await run.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('that cannot start says why and ends with 1', async () => {
    data = '/dev/null/nowhere';
    const run = quickstart();

    expect(await run.exited).toEqual({ code: 1, signal: null });
    expect(run.lines.join('\n')).toMatch(/quickstart failed: Signet did not start:[^]*cannot be made/);
  });
});

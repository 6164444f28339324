/** What the program does until it can start: it waits, says for what, and may be asked to stop. */
import { describe, expect, inject, it } from 'vitest';
import { startPostgres, withDatabase } from '../support/database.js';
import { freePort } from '../support/ports.js';
import { type Program, startProgram } from '../support/processes.js';

interface Waiting {
  readonly program: Program;
  readonly url: string;
}

/** Resolves once it is live. */
async function launch(databaseUrl: string, command?: readonly string[]): Promise<Waiting> {
  const port = await freePort();
  const env = {
    DATABASE_URL: databaseUrl,
    SIGNET_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    PORT: String(port),
  };
  const program = startProgram({ env, ...(command && { command }) });
  const url = `http://127.0.0.1:${port}`;
  await program.waitUntilReady(`${url}/health/live`);
  return { program, url };
}

async function detailOf(url: string): Promise<{ status: number; detail: string }> {
  const response = await fetch(url);
  const { detail } = (await response.json()) as { detail: string };
  return { status: response.status, detail };
}

const IN_ORDER = { code: 0, signal: null };

describe('a program whose Postgres is away', () => {
  it('is live and not ready, says so, and starts by itself when it is there', async () => {
    const postgres = await startPostgres();
    await postgres.kill();
    const { program, url } = await launch(postgres.url);
    const reason = 'Postgres is out of reach (ECONNREFUSED)';
    expect(await detailOf(`${url}/health/ready`)).toEqual({ status: 503, detail: reason });
    expect((await detailOf(`${url}/hooks/of-somebody`)).status).toBe(503);
    expect(program.lines.filter((line) => line.includes(reason))).toHaveLength(1);

    await postgres.start();
    await program.waitUntilReady(`${url}/health/ready`);
    expect(await program.kill('SIGTERM')).toEqual(IN_ORDER);
    await postgres.stop();
  });
});

describe.each([['dist/main.js'], ['dist/cli/signet.js serve']])('%s', (command) => {
  it('says that there is no such database, and ends in order when it is asked to while it waits', async () => {
    const wrong = withDatabase(inject('postgresUrl'), 'not_there');
    const { program, url } = await launch(wrong, command.split(' '));
    const reason = 'Postgres has no database of the name in DATABASE_URL (3D000)';
    expect(await detailOf(`${url}/health/ready`)).toEqual({ status: 503, detail: reason });
    expect(await program.kill('SIGTERM')).toEqual(IN_ORDER);
  });
});

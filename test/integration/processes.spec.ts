import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeLeftOpen } from '../support/left-open.js';
import { freePort } from '../support/ports.js';
import { startProgram } from '../support/processes.js';

const FOLDER = `.cache/processes-${process.pid}`;
const PATH = fileURLToPath(new URL(`../../${FOLDER}`, import.meta.url));

/** Says hello, then answers 503 to the first request and 200 to all others; ends in order on SIGTERM. */
const SERVER = `
import { createServer } from 'node:http';
let requests = 0;
const server = createServer((_, response) => {
  requests += 1;
  response.writeHead(requests === 1 ? 503 : 200).end();
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('hello', Object.keys(process.env).sort().join(' ')));
process.once('SIGTERM', () => server.close());
`;

beforeAll(async () => {
  await mkdir(PATH, { recursive: true });
  await writeFile(`${PATH}/server.mjs`, SERVER);
  await writeFile(`${PATH}/broken.mjs`, `console.error('cannot go on'); process.exit(3);`);
});
afterAll(async () => {
  await rm(PATH, { recursive: true, force: true });
});

describe('a program under test', () => {
  it('is ready when it says and answers so, and ends in order when asked to', async () => {
    const port = await freePort();
    const program = startProgram({ command: [`${FOLDER}/server.mjs`], env: { PORT: String(port) } });

    expect(await program.waitForLine(/^hello/)).toBe('hello HOME PATH PORT');
    await program.waitUntilReady(`http://127.0.0.1:${port}/health/ready`);
    expect(await program.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(program.isRunning).toBe(false);
  });

  it('is not ready when another one answers 200 and it has ended', async () => {
    const other = createServer((_, response) => response.end());
    const port = await freePort();
    await new Promise<void>((resolve) => void other.listen(port, '127.0.0.1', resolve));
    const program = startProgram({ command: [`${FOLDER}/broken.mjs`], env: {} });
    await program.exited;

    await expect(program.waitForLine(/never said/)).rejects.toThrow(/ended with code 3[^]*cannot go on/);
    await expect(program.waitUntilReady(`http://127.0.0.1:${port}/`)).rejects.toThrow('ended with code 3');
    await new Promise((resolve) => void other.close(resolve));
  });

  it('is named and killed when a file leaves it running', async () => {
    const program = startProgram({
      command: [`${FOLDER}/server.mjs`],
      env: { PORT: String(await freePort()) },
    });

    expect(await closeLeftOpen()).toEqual([expect.stringContaining(`process ${program.pid}`)]);
    expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('must have been built', () => {
    expect(() => startProgram({ command: ['dist/no-such-file.js'], env: {} })).toThrow('npm run build');
  });
});

describe('npm run verify', () => {
  it('explains itself', async () => {
    const program = startProgram({ command: ['scripts/verify.mjs', '--help'], env: {} });

    expect(await program.waitForLine(/^ +--only <step>/)).toContain('run this step alone');
    expect((await program.exited).code).toBe(0);
  });

  it('refuses a step that it does not have, and names those it has', async () => {
    const program = startProgram({ command: ['scripts/verify.mjs', '--only', 'prayer'], env: {} });

    expect((await program.exited).code).toBe(2);
    expect(program.lines.join('\n')).toMatch(/no step "prayer"[^]*types, lint/);
  });
});

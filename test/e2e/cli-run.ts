/** The built command line as a test runs it, and a built server to speak to. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/ports.js';
import { startProgram } from '../support/processes.js';
import type { Program } from '../support/processes.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SIGNET = fileURLToPath(new URL('../../dist/cli/signet.js', import.meta.url));

export interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** All it gets besides PATH and HOME. */
  env?: Readonly<Record<string, string>>;
  stdin?: string;
  cwd?: string;
}

/** Runs `signet` with the arguments to its end. */
export async function runSignet(args: readonly string[], options: RunOptions = {}): Promise<Said> {
  const { env = {}, stdin = '', cwd = ROOT } = options;
  const child = spawn(process.execPath, [SIGNET, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: 'pipe',
  });
  const said: Said = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(stdin);
  said.code = await new Promise((resolve) => child.once('close', resolve));
  return said;
}

/** The command line, tied to one server. */
export class TestCli {
  constructor(readonly env: Readonly<Record<string, string>>) {}

  /** How the command ended and what it said. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Said> {
    return runSignet(args, { ...options, env: { ...this.env, ...options.env } });
  }

  /** What a command that must end with 0 prints. */
  async text(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const said = await this.run(args, options);
    if (said.code !== 0) {
      throw new Error(`signet ${args.join(' ')} ended with ${said.code}:\n${said.stderr}${said.stdout}`);
    }
    return said.stdout;
  }

  /** The document of a command that must end with 0. */
  async json<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
    return JSON.parse(await this.text([...args, '--json'], options)) as T;
  }
}

export interface TestServer {
  readonly url: string;
  readonly token: string;
  readonly program: Program;
  readonly cli: TestCli;
  stop(): Promise<void>;
}

/** Starts the built program in one process on a migrated database, without Redis. */
export async function startServer(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const token = randomBytes(24).toString('hex');
  const program = startProgram({
    env: {
      ROLE: 'all',
      DATABASE_URL: databaseUrl,
      SIGNET_MASTER_KEY: randomBytes(32).toString('base64'),
      ADMIN_TOKEN: token,
      PORT: String(await freePort()),
      POLL_MS: '50',
      ...env,
    },
  });
  const line = await program.waitForLine(/signet is ready/);
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    token,
    program,
    cli: new TestCli({ SIGNET_URL: url, SIGNET_TOKEN: token }),
    stop: async () => void (await program.kill('SIGTERM')),
  };
}

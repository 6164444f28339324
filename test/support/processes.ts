/** The built program as a child process of a test. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';
import { trackOpen } from './left-open.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const READY_WITHIN_MS = 60_000;

export interface ProgramOptions {
  /** Script below the checkout and its arguments; `['dist/main.js']` by default. Build first. */
  command?: readonly string[];
  /** All it gets besides PATH and HOME: nothing of this shell's configuration leaks in. */
  env: Readonly<Record<string, string>>;
  /** Folder it starts in; the checkout by default. */
  cwd?: string;
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export class Program {
  /** Lines of stdout and stderr, as they came. */
  readonly lines: string[] = [];
  readonly exited: Promise<Ended>;
  private ended = false;

  constructor(private readonly child: ChildProcess) {
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => {
        this.lines.push(String(error));
        this.ended = true;
        resolve({ code: null, signal: null });
      });
      child.once('exit', () => {
        this.ended = true;
      });
      child.once('close', (code, signal) => resolve({ code, signal })); // when all it said has arrived
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) {
        createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
      }
    }
    const what = `process ${this.pid} (${child.spawnargs.slice(1).join(' ')})`;
    trackOpen({ what, isOpen: () => this.isRunning, close: async () => void (await this.kill('SIGKILL')) });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return !this.ended;
  }

  /** Sends the signal and waits for the end. SIGTERM asks for an orderly stop, SIGKILL asks nobody. */
  async kill(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<Ended> {
    this.child.kill(signal);
    return this.exited;
  }

  /** The first line that matches, already there or still to come. */
  async waitForLine(pattern: RegExp, within = READY_WITHIN_MS): Promise<string> {
    const requireLine = () => {
      const line = this.lines.find((line) => pattern.test(line));
      if (line === undefined) {
        throw new Error(`no line matches ${pattern}`);
      }
      return line;
    };
    try {
      return await this.whileRunning(within, requireLine);
    } catch (error) {
      return this.lines.find((line) => pattern.test(line)) ?? Promise.reject(error); // its last words count
    }
  }

  /** Resolves when `url` answers 200, e.g. `http://127.0.0.1:8080/health/ready`. */
  async waitUntilReady(url: string, within = READY_WITHIN_MS): Promise<void> {
    await this.whileRunning(within, async () => {
      const response = await fetch(url);
      await response.arrayBuffer();
      if (response.status !== 200) {
        throw new Error(`${url} answered ${response.status}`);
      }
    });
  }

  /** Fails at once when the program ends, with what it said last. */
  private async whileRunning<T>(within: number, check: () => T | Promise<T>): Promise<T> {
    const waiting = new AbortController();
    const ended = this.exited.then(({ code, signal }) => {
      throw new Error(`the program ended with ${signal ?? `code ${code}`} before it was ready`);
    });
    try {
      return await Promise.race([ended, eventually(check, { within, signal: waiting.signal })]);
    } catch (error) {
      throw new Error(`${String(error)}\n${this.lines.slice(-20).join('\n')}`, { cause: error });
    } finally {
      waiting.abort();
    }
  }
}

/** Starts the built program. A file that leaves it running fails. */
export function startProgram({ command = ['dist/main.js'], env, cwd = ROOT }: ProgramOptions): Program {
  const [script = '', ...args] = command;
  const path = fileURLToPath(new URL(script, new URL('../../', import.meta.url)));
  if (!existsSync(path)) {
    throw new Error(`${script} is not there: run "npm run build" first`);
  }
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  const child = spawn(process.execPath, [path, ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Program(child);
}

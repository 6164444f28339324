/** Any program under measurement, in a process group of its own that is ended by its id. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const READY_WITHIN_MS = 300_000;
const STOP_WITHIN_MS = 20_000;
const LAST_LINES = 20;

/**
 * Starts a program; resolves when a line of its output matches `ready`, or when it ended well where there is no `ready`.
 *
 * @param {{ name: string, command?: string, args: string[], env: Record<string, string>, ready?: RegExp, cwd?: string,
 *   withinMs?: number }} options `command`: Node unless said otherwise; `withinMs`: longest wait
 * @returns {Promise<{ name: string, pid: number, stop: () => Promise<void> }>}
 * @throws {Error} with the last lines of its output
 */
export async function startProcess({
  name,
  command = process.execPath,
  args,
  env,
  ready,
  cwd,
  withinMs = READY_WITHIN_MS,
}) {
  const child = spawn(command, args, {
    cwd,
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const killed = () => killGroup(child.pid);
  process.once('exit', killed);
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(killed, STOP_WITHIN_MS);
    await ended;
    clearTimeout(timer);
    killed();
    process.off('exit', killed);
  };
  try {
    await readiness(child, ready, withinMs);
  } catch (error) {
    await stop();
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  return { name, pid: child.pid, stop };
}

/** The program and what it started. */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    return; // none of it is left, or it never began
  }
}

/** Runs a program to its end. */
export async function runProcess(options) {
  const { stop } = await startProcess({ ...options, ready: undefined });
  await stop();
}

function readiness(child, ready, withinMs) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const fail = (why) => reject(new Error([why, ...lines].join('\n')));
    const timer = setTimeout(() => fail('it is not ready'), withinMs);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      if (!ready && code === 0) {
        resolve(undefined);
      } else {
        fail(`it ended with ${code}`);
      }
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        lines.splice(0, lines.length - LAST_LINES);
        if (ready?.test(line)) {
          clearTimeout(timer);
          resolve(undefined);
        }
      });
    }
  });
}

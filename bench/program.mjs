/** A Node program under measurement, as a child process. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;

/**
 * Starts a script and resolves when a line of its output matches `ready`.
 *
 * @param {{ name: string, script: string, env: Record<string, string>, ready: RegExp, profiles?: string }} options
 *   `profiles`: folder it writes a CPU profile into when it ends
 */
export async function startProgram({ name, script, env, ready, profiles }) {
  const flags = profiles
    ? [
        '--cpu-prof',
        '--cpu-prof-interval=500',
        `--cpu-prof-dir=${profiles}`,
        `--cpu-prof-name=${name}.cpuprofile`,
      ]
    : [];
  const child = spawn(process.execPath, [...flags, script], {
    env: { PATH: process.env.PATH, NODE_OPTIONS: process.env.NODE_OPTIONS, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(killed, STOP_WITHIN_MS);
    await exited;
    clearTimeout(timer);
    process.off('exit', killed);
  };
  try {
    await readiness(child, ready);
  } catch (error) {
    await stop();
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  return { name, pid: child.pid, stop };
}

function readiness(child, ready) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const fail = (why) => reject(new Error([why, ...lines.slice(-20)].join('\n')));
    const timer = setTimeout(() => fail('it is not ready'), READY_WITHIN_MS);
    child.once('exit', (code) => fail(`it ended with ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (lines.length < 200) {
          lines.push(line);
        }
        if (ready.test(line)) {
          clearTimeout(timer);
          resolve(undefined);
        }
      });
    }
  });
}

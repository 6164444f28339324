/** A server that runs as our child: out of the terminal's reach, logging to a file, stopped by us and nobody else. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The only environment our servers get: nothing of what Signet was configured with leaks into them. */
export const DAEMON_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
};

/** How a command is started: a command line put in front of it, and the OS user it becomes (as root only). */
export interface Launch {
  prefix: readonly string[];
  user?: { uid: number; gid: number };
}

/** One step down: a signal and how long to wait for it to work. */
export interface StopStep {
  signal: NodeJS.Signals;
  waitMs: number;
}

export interface Daemon {
  readonly pid: number;
  /** Resolves, never rejects, when the process is gone; says how it ended ("exit code 1", "SIGKILL", "spawn ENOENT"). */
  readonly exited: Promise<string>;
  isRunning(): boolean;
  /** Walks the steps until the process is gone; resolves at once if it already is. */
  stop(steps: readonly StopStep[]): Promise<void>;
}

/**
 * Starts `command` in a session of its own, so that a Ctrl-C in the terminal reaches us and not it.
 * stdin is closed; stdout and stderr go to `logFile`, which is appended to.
 */
export function startDaemon(command: readonly string[], logFile: string, launch: Launch): Daemon {
  const [program = '', ...args] = [...launch.prefix, ...command];
  const log = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...DAEMON_ENVIRONMENT },
      ...launch.user,
    });
    return daemonOf(child);
  } finally {
    closeSync(log);
  }
}

function daemonOf(child: ChildProcess): Daemon {
  let running = true;
  const exited = new Promise<string>((resolve) => {
    const end = (reason: string) => {
      running = false;
      resolve(reason);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });

  return {
    pid: child.pid ?? 0,
    exited,
    isRunning: () => running,
    async stop(steps) {
      for (const { signal, waitMs } of steps) {
        if (!running) {
          return;
        }
        child.kill(signal);
        await settledWithin(exited, waitMs);
      }
    },
  };
}

/** Resolves when `promise` does or when the time is up, and leaves no timer behind. */
async function settledWithin(promise: Promise<unknown>, waitMs: number): Promise<void> {
  const timer = new AbortController();
  const timeUp = delay(waitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([promise, timeUp]);
  timer.abort();
}

/** Whether a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

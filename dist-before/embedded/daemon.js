/** A server that runs as our child: out of the terminal's reach, logging to a file, stopped by us and nobody else. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
/** The only environment our servers get: nothing of what Signet was configured with leaks into them. */
export const DAEMON_ENVIRONMENT = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LC_ALL: 'C',
};
/**
 * Starts `command` in a session of its own, so that a Ctrl-C in the terminal reaches us and not it.
 * stdin is closed; stdout and stderr go to `logFile`, which is appended to.
 */
export function startDaemon(command, logFile, launch) {
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
    }
    finally {
        closeSync(log);
    }
}
function daemonOf(child) {
    let running = true;
    const exited = new Promise((resolve) => {
        const end = (reason) => {
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
async function settledWithin(promise, waitMs) {
    const timer = new AbortController();
    const timeUp = delay(waitMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([promise, timeUp]);
    timer.abort();
}
/** Whether a process with this id exists, ours or not. */
export function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}
//# sourceMappingURL=daemon.js.map
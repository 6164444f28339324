/** The Redis of `signet up`, if the system has one: a child process of ours, on 127.0.0.1, with its data in a folder. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ConfigInvalid } from '../errors/errors.js';
import { startDaemon } from './daemon.js';
import { chooseAnyUserLaunch } from './launch.js';
import { ensurePassword, ensurePort } from './server-address.js';
import { claimFolder, endOrphan, releaseFolder } from './server-folder.js';
import { logTail, rotateLog } from './server-log.js';
const READY_PATIENCE_MS = 30_000;
const STOP = [
    { signal: 'SIGTERM', waitMs: 10_000 },
    { signal: 'SIGKILL', waitMs: 2_000 },
];
/**
 * Starts the `redis-server` or `valkey-server` of the system on `dataDir`, append-only file on; undefined if there is
 * none. It takes over no signal of this process: whoever starts it stops it.
 *
 * @throws ConfigInvalid when there is one and it does not come up, or when another process uses the folder
 */
export async function startLocalRedis(options) {
    const program = await findRedisServer(options.searchPath);
    if (program === undefined) {
        return undefined;
    }
    const root = resolve(options.dataDir);
    await requireFolder(root);
    try {
        return await startServer(program, root);
    }
    catch (error) {
        await releaseFolder(root);
        throw error;
    }
}
/** Absolute path of the Redis server program, else of Valkey's; undefined when neither is there. */
export async function findRedisServer(searchPath) {
    const look = 'command -v redis-server || command -v valkey-server';
    const env = searchPath === undefined ? {} : { env: { PATH: searchPath } };
    try {
        const { stdout } = await promisify(execFile)('/bin/sh', ['-c', look], env);
        return stdout.trim();
    }
    catch {
        return undefined;
    }
}
async function requireFolder(root) {
    const holder = await claimFolder(root);
    if (holder !== undefined) {
        throw inUseBy(root, holder);
    }
    const orphan = await endOrphan(join(root, 'redis.pid'), root);
    if (orphan !== undefined) {
        await releaseFolder(root);
        throw inUseBy(root, orphan);
    }
}
function inUseBy(root, pid) {
    return new ConfigInvalid([
        `REDIS_URL: is not set, and the Redis folder ${root} is in use by process ${pid}`,
    ]);
}
async function startServer(program, root) {
    const log = join(root, 'redis.log');
    const port = await ensurePort(join(root, 'port'));
    const password = await ensurePassword(join(root, 'password'));
    const config = join(root, 'redis.conf');
    await writeFile(config, configuration(root, port, password), { mode: 0o600 }); // not as arguments: anyone can read those
    await rotateLog(log);
    const daemon = startDaemon([program, config], log, await chooseAnyUserLaunch());
    if (!(await answers(daemon, port, password))) {
        await daemon.stop(STOP);
        throw new ConfigInvalid([
            `REDIS_URL: is not set, and ${program} ended with ${await daemon.exited}. The end of ${log}:\n${await logTail(log)}`,
        ]);
    }
    const released = daemon.exited.then(() => releaseFolder(root));
    return {
        url: `redis://:${password}@127.0.0.1:${port}`,
        port,
        pid: daemon.pid,
        exited: daemon.exited,
        async stop() {
            await daemon.stop(STOP);
            await released;
        },
    };
}
/** `noeviction`: Bull's keys are all needed. See "redis.conf" of Redis 7. */
function configuration(root, port, password) {
    const lines = [
        'bind 127.0.0.1',
        `port ${port}`,
        `requirepass ${password}`,
        `dir "${root.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
        'pidfile redis.pid',
        'daemonize no',
        'appendonly yes',
        'save ""',
        'maxmemory-policy noeviction',
    ];
    return `${lines.join('\n')}\n`;
}
async function answers(daemon, port, password) {
    const deadline = Date.now() + READY_PATIENCE_MS;
    while (daemon.isRunning() && Date.now() < deadline) {
        if (await answersOnce(port, password)) {
            return daemon.isRunning(); // else it was somebody else who answered
        }
        await delay(20);
    }
    return false;
}
/** AUTH and PING in the inline form of the protocol (RESP, "Inline commands"). */
function answersOnce(port, password) {
    return new Promise((done) => {
        let reply = '';
        const socket = createConnection({ port, host: '127.0.0.1' });
        const end = (answer) => {
            socket.destroy();
            done(answer);
        };
        socket.setTimeout(2_000, () => end(false));
        socket.on('error', () => end(false));
        socket.on('close', () => end(false));
        socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
        socket.on('data', (chunk) => {
            reply += chunk.toString('latin1');
            if (reply.includes('+PONG') || reply.includes('-')) {
                end(reply.startsWith('+OK') && reply.includes('+PONG'));
            }
        });
    });
}
//# sourceMappingURL=local-redis.js.map
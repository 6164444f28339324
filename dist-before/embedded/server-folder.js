/** One server per data folder: who holds the folder, and the end of a server that outlived its holder. */
import { mkdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './daemon.js';
const ORPHAN_PATIENCE_MS = 30_000;
/** Folders this process holds: the id in an owner file may be an earlier life of ours (in a container it always is). */
const held = new Set();
/** Makes the folder if need be and takes it; returns the id of the process that holds it already, else undefined. */
export async function claimFolder(root) {
    await mkdir(root, { recursive: true, mode: 0o700 });
    const file = ownerFile(root);
    if (!(await createOwnerFile(file))) {
        const owner = await readPid(file);
        const taken = owner === process.pid ? held.has(root) : owner !== undefined && isAlive(owner);
        if (taken) {
            return owner;
        }
        await rm(file, { force: true });
        if (!(await createOwnerFile(file))) {
            return readPid(file); // another start was faster
        }
    }
    held.add(root);
    return undefined;
}
export async function releaseFolder(root) {
    held.delete(root);
    await rm(ownerFile(root), { force: true });
}
/**
 * Ends the server named in `pidFile` if it still runs although its owner is gone: it may be shutting down, or may not
 * have noticed. Returns its id if it does not go or cannot be told from a stranger, else undefined.
 *
 * @param workDir the folder such a server works in; a process working elsewhere got the id later and is left alone
 */
export async function endOrphan(pidFile, workDir) {
    const pid = await readPid(pidFile);
    if (pid === undefined || !isAlive(pid)) {
        return undefined;
    }
    const place = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    if (place === undefined) {
        return isAlive(pid) ? pid : undefined; // no /proc here, or not ours to look at
    }
    if (place !== (await realpath(workDir))) {
        await rm(pidFile, { force: true }); // the server would take the stranger for itself and refuse to start
        return undefined;
    }
    process.kill(pid, 'SIGINT');
    return (await isGoneWithin(pid, ORPHAN_PATIENCE_MS)) ? undefined : pid;
}
async function isGoneWithin(pid, patienceMs) {
    const deadline = Date.now() + patienceMs;
    while (isAlive(pid)) {
        if (Date.now() > deadline) {
            return false;
        }
        await delay(50);
    }
    return true;
}
function ownerFile(root) {
    return join(root, 'owner.pid');
}
async function createOwnerFile(file) {
    try {
        await writeFile(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
        return true;
    }
    catch (error) {
        if (error.code === 'EEXIST') {
            return false;
        }
        throw error;
    }
}
async function readPid(file) {
    const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    return pid > 0 ? pid : undefined;
}
//# sourceMappingURL=server-folder.js.map
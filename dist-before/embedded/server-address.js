/** What a server of ours must keep over a restart so that its URL stays the same: its password and its port. */
import { randomBytes } from 'node:crypto';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { findFreePort, isPortFree } from './free-port.js';
/** The password in `file` (mode 0600), made at the first call and durable before it is returned. Hex, so safe in a URL. */
export async function ensurePassword(file) {
    const known = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (known !== '') {
        return known;
    }
    const password = randomBytes(24).toString('hex');
    const draft = await open(`${file}.new`, 'w', 0o600);
    try {
        await draft.writeFile(password);
        await draft.sync();
    }
    finally {
        await draft.close();
    }
    await rename(`${file}.new`, file);
    return password;
}
/** The port kept in `file` if nobody listens on it, else a free one, which is then kept. */
export async function ensurePort(file) {
    const last = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    if (last > 0 && last < 65_536 && (await isPortFree(last))) {
        return last;
    }
    const port = await findFreePort();
    await keepPort(file, port);
    return port;
}
export async function keepPort(file, port) {
    await writeFile(file, `${port}\n`, { mode: 0o600 });
}
//# sourceMappingURL=server-address.js.map
/** The folder of `signet up`: its servers' data, its keys, and where it listens. */
import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DraftFile } from './draft-file.js';
import { CommandFailed, EXIT } from './exit-code.js';
export const DEFAULT_FOLDER = '.signet';
export class DataFolder {
    path;
    constructor(path) {
        this.path = resolve(path);
    }
    get postgres() {
        return join(this.path, 'postgres');
    }
    get redis() {
        return join(this.path, 'redis');
    }
    get tokenFile() {
        return join(this.path, 'admin-token');
    }
    get masterKeyFile() {
        return join(this.path, 'master-key');
    }
    /** Makes it, closed to others. */
    async make() {
        try {
            await mkdir(this.path, { recursive: true, mode: 0o700 });
        }
        catch (error) {
            const { code } = error;
            throw new CommandFailed(EXIT.failed, `the data folder ${this.path} cannot be made (${code}): choose another with --data`);
        }
    }
    /** 32 bytes in base64, made at the first call. Losing it loses every stored secret. */
    masterKey() {
        return keep(this.masterKeyFile, () => randomBytes(32).toString('base64'));
    }
    /** Throws where the data was sealed with a key that is gone. */
    async requireKeyOfData() {
        const isThere = (path) => access(path).then(() => true, () => false);
        if ((await isThere(this.postgres)) && !(await isThere(this.masterKeyFile))) {
            throw new CommandFailed(EXIT.failed, `${this.masterKeyFile} is gone, and ${this.postgres} holds what was sealed with it: put the key back, or give it as SIGNET_MASTER_KEY`);
        }
    }
    /** The first admin token, made at the first call. */
    adminToken() {
        return keep(this.tokenFile, () => `sgn_${randomBytes(24).toString('base64url')}`);
    }
    async recordServer(server) {
        await writeWhole(this.serverFile, `${JSON.stringify(server)}\n`);
    }
    async forgetServer() {
        await rm(this.serverFile, { force: true });
    }
    /** Undefined when none was recorded; one that was killed may still be. */
    async findServer() {
        const text = await readFile(this.serverFile, 'utf8').catch(() => '');
        try {
            return JSON.parse(text);
        }
        catch {
            return undefined;
        }
    }
    async findToken() {
        const token = (await readFile(this.tokenFile, 'utf8').catch(() => '')).trim();
        return token === '' ? undefined : token;
    }
    get serverFile() {
        return join(this.path, 'server.json');
    }
}
async function keep(file, make) {
    const known = (await readFile(file, 'utf8').catch(missingAsEmpty)).trim();
    if (known !== '') {
        return { value: known, isNew: false };
    }
    const value = make();
    await writeWhole(file, `${value}\n`);
    return { value, isNew: true };
}
/** A file that is there but cannot be read must not be replaced: it may be the only copy of a key. */
function missingAsEmpty(error) {
    if (error.code === 'ENOENT') {
        return '';
    }
    throw new CommandFailed(EXIT.failed, `${error.path} cannot be read (${error.code}): is it another user's?`);
}
/** Durable and complete before it has its name; mode 0600. */
export async function writeWhole(file, text) {
    const draft = await DraftFile.open(file);
    await draft.keep(text);
}
//# sourceMappingURL=data-folder.js.map
import { open, rename, rm } from 'node:fs/promises';
/** A file that is not there under its name before it is complete and durable; mode 0600. */
export class DraftFile {
    file;
    draft;
    handle;
    constructor(file, draft, handle) {
        this.file = file;
        this.draft = draft;
        this.handle = handle;
    }
    static async open(file) {
        const draft = `${file}.${process.pid}.new`;
        await rm(draft, { force: true });
        return new DraftFile(file, draft, await open(draft, 'wx', 0o600));
    }
    async keep(text) {
        try {
            await this.handle.writeFile(text);
            await this.handle.sync();
        }
        finally {
            await this.handle.close();
        }
        await rename(this.draft, this.file);
    }
    /** Leaves nothing of it, unless it was kept. */
    async drop() {
        await this.handle.close();
        await rm(this.draft, { force: true });
    }
}
//# sourceMappingURL=draft-file.js.map
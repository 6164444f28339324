/** One command being carried out: where it writes, whom it speaks to. */
import { resolve } from 'node:path';
import { ApiClient } from './api-client.js';
import { DataFolder, DEFAULT_FOLDER } from './data-folder.js';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { readGivenFile } from './given.js';
import { styleOf } from './style.js';
export const DEFAULT_URL = 'http://127.0.0.1:8080';
export class Session {
    shell;
    options;
    json;
    folder;
    style;
    constructor(shell, options) {
        this.shell = shell;
        this.options = options;
        this.json = options.json === true;
        this.folder = new DataFolder(resolve(shell.cwd, options.data ?? DEFAULT_FOLDER));
        this.style = styleOf(shell);
    }
    /** With `--json` the document, whole; else the text for a person. */
    show(document, text) {
        this.write(this.json ? JSON.stringify(document, null, 2) : text());
    }
    /** As `show`, and where to go on when there is more. */
    showPage(page, text) {
        this.show(page, text);
        if (page.next !== null && !this.json) {
            this.note(`there are more: add --cursor ${page.next}, or a larger --limit`);
        }
    }
    /** One line of a stream: with `--json` the document on one line (NDJSON), else the text. */
    stream(document, text) {
        this.write(this.json ? JSON.stringify(document) : text);
    }
    /** Something about the work itself, beside the result: stderr. */
    note(text) {
        this.shell.stderr.write(`${text}\n`);
    }
    write(text) {
        this.shell.stdout.write(`${text}\n`);
    }
    /** `--url`, else SIGNET_URL, else where the `signet up` of the data folder listens, else the default. */
    async serverUrl() {
        const given = this.options.url ?? this.shell.env['SIGNET_URL'] ?? '';
        if (given === '') {
            return (await this.folder.findServer())?.url ?? DEFAULT_URL;
        }
        if (!/^https?:\/\/[^/]/.test(given)) {
            throw usageFailure(`the server "${given}" must be an http or https URL, like ${DEFAULT_URL}`);
        }
        return given;
    }
    /** The management API of the server. Throws CommandFailed when there is no token to show it. */
    async api() {
        const { tenant } = this.options;
        if (tenant !== undefined && !/^[A-Za-z0-9_-]{1,63}$/.test(tenant)) {
            throw usageFailure(`the tenant "${tenant}" must be letters, digits, _ and -, at most 63`);
        }
        const url = await this.serverUrl();
        return new ApiClient({ url, token: await this.token(url), tenant });
    }
    async token(url) {
        if (this.options.tokenFile !== undefined) {
            return requireToken(await readGivenFile(this.shell, this.options.tokenFile), this.options.tokenFile);
        }
        const given = this.shell.env['SIGNET_TOKEN'] ?? '';
        if (given !== '') {
            return requireToken(given, 'SIGNET_TOKEN');
        }
        // The folder's token is that of a server on this machine; no other is shown it.
        const kept = isThisMachine(url) ? await this.folder.findToken() : undefined;
        if (kept === undefined) {
            throw new CommandFailed(EXIT.unreachable, `no token for ${url}: set SIGNET_TOKEN, give --token-file FILE, or name the folder of a "signet up" with --data`);
        }
        return kept;
    }
}
function requireToken(text, place) {
    const token = text.trim();
    if (!/^[\u0021-\u007E]+$/.test(token)) {
        throw usageFailure(`${place}: holds no token (one line, no spaces)`);
    }
    return token;
}
function isThisMachine(url) {
    return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);
}
//# sourceMappingURL=session.js.map
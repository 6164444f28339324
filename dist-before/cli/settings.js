/** The server's settings, as the commands that start one of its parts need them. */
import { readFileSync } from 'node:fs';
import { loadConfig } from '../config/config.js';
import { findFreePort } from '../embedded/free-port.js';
import { CommandFailed, EXIT } from './exit-code.js';
/** For commands that seal nothing: settings are validated whole, and this one must look like a key. */
const NO_KEY = Buffer.alloc(32).toString('base64');
/** A variable of the environment, also as `NAME_FILE`; undefined when neither is set. */
export function givenSetting(shell, name) {
    const value = shell.env[name] ?? '';
    const file = shell.env[`${name}_FILE`] ?? '';
    if (value !== '' || file === '') {
        return value === '' ? undefined : value;
    }
    try {
        return readFileSync(file, 'utf8').trim();
    }
    catch (error) {
        const { code } = error;
        throw new CommandFailed(EXIT.usage, `${name}_FILE: cannot be read (${code})`);
    }
}
/** DATABASE_URL by the server's own rules; throws ConfigInvalid. */
export function requireDatabaseUrl(shell) {
    const { DATABASE_URL, DATABASE_URL_FILE } = shell.env;
    return loadConfig({ DATABASE_URL, DATABASE_URL_FILE, SIGNET_MASTER_KEY: NO_KEY }).database.url;
}
/** `--port`, else PORT, else 8080. A free port is chosen here: hook addresses are printed from the settings, and show it. */
export async function choosePort(shell, option) {
    const port = option ?? givenSetting(shell, 'PORT') ?? '8080';
    return port === '0' ? String(await findFreePort()) : port;
}
//# sourceMappingURL=settings.js.map
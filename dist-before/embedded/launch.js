/**
 * How to start a server so that it agrees to run and does not outlive us.
 *
 * Postgres refuses to run as root. Root therefore starts it in a user namespace of its own, in which it is somebody
 * else while its files stay root's outside; where namespaces are forbidden (many containers), it becomes `nobody`.
 * `setpriv --pdeathsig` has the kernel ask it to shut down when the thread that started it dies, even by `kill -9`.
 * Systems without `setpriv` (macOS) lose that: an orphan is stopped by the next start on the same folder.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresFailed } from '../errors/errors.js';
import { DAEMON_ENVIRONMENT } from './daemon.js';
const run = promisify(execFile);
const DIE_WITH_PARENT = ['setpriv', '--pdeathsig', 'INT'];
/**
 * The user root becomes: `nobody`, else the first that is not root. It has to be in the passwd file, because `initdb`
 * looks its own name up.
 *
 * @param passwd contents of /etc/passwd (passwd(5))
 */
export function findUnprivilegedUser(passwd) {
    const users = passwd
        .split('\n')
        .map((line) => line.split(':'))
        .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid ?? NaN), gid: Number(gid ?? NaN) }))
        .filter(({ uid, gid }) => uid > 0 && gid > 0);
    return users.find(({ name }) => name === 'nobody') ?? users[0];
}
/**
 * Every way worth trying, best first.
 *
 * @param uid who we are
 * @param user whom root may become
 * @param owner uid that owns an existing data folder: Postgres insists on owning it, so it decides the way
 */
export function launchesFor(uid, user, owner) {
    if (uid !== 0) {
        return [{ prefix: DIE_WITH_PARENT }, { prefix: [] }];
    }
    if (user === undefined) {
        return [];
    }
    const namespace = ['unshare', '-U', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
    const mapped = [{ prefix: [...namespace, ...DIE_WITH_PARENT] }, { prefix: namespace }];
    const become = { uid: owner ?? user.uid, gid: user.gid };
    const dropped = [
        { prefix: DIE_WITH_PARENT, user: become },
        { prefix: [], user: become },
    ];
    if (owner === undefined) {
        return [...mapped, ...dropped];
    }
    return owner === 0 ? mapped : dropped;
}
/**
 * The first way that works here.
 *
 * @throws EmbeddedPostgresFailed when there is none
 */
export async function chooseLaunch(owner) {
    const uid = process.getuid?.() ?? -1;
    const passwd = uid === 0 ? await readFile('/etc/passwd', 'utf8').catch(() => '') : '';
    for (const launch of launchesFor(uid, findUnprivilegedUser(passwd), owner)) {
        if (await works(launch)) {
            return launch;
        }
    }
    throw new EmbeddedPostgresFailed('Postgres refuses to run as root, and this system allows neither a user namespace (unshare -U) nor another user. ' +
        'Start Signet as a plain user, or set DATABASE_URL to a Postgres of your own.');
}
/** For servers that do not mind running as root. */
export async function chooseAnyUserLaunch() {
    const launch = { prefix: DIE_WITH_PARENT };
    return (await works(launch)) ? launch : { prefix: [] };
}
async function works({ prefix, user }) {
    const [program, ...args] = [...prefix, 'true'];
    try {
        await run(program, args, { env: { ...DAEMON_ENVIRONMENT }, timeout: 5_000, cwd: '/', ...user });
        return true;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=launch.js.map
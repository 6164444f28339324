import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DraftFile } from './draft-file.js';
import { usageFailure } from './exit-code.js';
/**
 * Makes a token that is shown once, and writes it to the file `out`, if there is one: opened before, so that no token is
 * made that nobody can keep. Throws a usage failure when the file cannot be written.
 */
export async function intoFile(shell, out, make) {
    if (out === undefined) {
        return make();
    }
    const file = await openOut(resolve(shell.cwd, out), out);
    try {
        const made = await make();
        if (made.token !== undefined) {
            await file.keep(`${made.token}\n`);
        }
        return made;
    }
    finally {
        await file.drop();
    }
}
/** Shows what `intoFile` gave: the token, once, or `filed`, which says where it is. */
export function showToken(session, answer, out, { name, filed }) {
    if (out === undefined) {
        session.show(answer, () => answer.token);
        session.note(`${name}: keep it, it is not shown again`);
        return;
    }
    const { token: _, ...shown } = answer;
    session.show({ ...shown, file: out }, () => filed);
}
async function openOut(path, out) {
    const there = await stat(path).catch(() => null);
    if (there?.isDirectory()) {
        throw usageFailure(`--out ${out}: is a folder`);
    }
    try {
        return await DraftFile.open(path);
    }
    catch (error) {
        throw usageFailure(`--out ${out}: cannot be written (${error.code})`);
    }
}
//# sourceMappingURL=token-file.js.map
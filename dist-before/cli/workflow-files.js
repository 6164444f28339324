/** Workflow documents in files. */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { usageFailure } from './exit-code.js';
import { readGivenFile, readStdin } from './given.js';
const DOCUMENT = /\.(ya?ml|json)$/;
const TESTS = /\.test\.(ya?ml|json)$/;
/**
 * The files given, `-` for stdin, and those (`.yaml`, `.yml`, `.json`, but no tests) in the folders given, in order of name. Throws a usage
 * failure.
 */
export async function readWorkflowFiles(shell, paths) {
    const isDocument = (name) => DOCUMENT.test(name) && !TESTS.test(name);
    const names = (await Promise.all(paths.map((path) => filesOf(shell, path, isDocument)))).flat();
    if (names.length === 0) {
        throw usageFailure(`no workflow files (.yaml, .yml, .json) in ${paths.join(', ')}`);
    }
    return Promise.all(names.map(async (name) => name === '-'
        ? { name: 'stdin', text: await readStdin(shell) }
        : { name, text: await readGivenFile(shell, name) }));
}
/** Files of test cases: those given, those beside a document given, and those in the folders given. Throws a usage failure. */
export async function readTestFiles(shell, paths) {
    const names = (await Promise.all(paths.map((path) => filesOf(shell, path, (name) => TESTS.test(name))))).flat();
    if (names.length === 0) {
        throw usageFailure(`no files of test cases (.test.yaml, .test.yml, .test.json) in ${paths.join(', ')}`);
    }
    const files = new Set(names.map((name) => (TESTS.test(name) ? name : name.replace(DOCUMENT, '.test.$1'))));
    return Promise.all([...files].map(async (name) => ({ name, text: await readGivenFile(shell, name) })));
}
async function filesOf(shell, path, isOne) {
    if (path === '-') {
        return [path];
    }
    const full = resolve(shell.cwd, path);
    const isFolder = await stat(full).then((found) => found.isDirectory(), () => false);
    if (!isFolder) {
        return [path];
    }
    const names = await readdir(full, { recursive: true });
    return names
        .filter((name) => isOne(name) && !name.split('/').some((part) => part.startsWith('.')))
        .sort()
        .map((name) => join(path, name));
}
//# sourceMappingURL=workflow-files.js.map
/** `signet audit checkpoint|export|evidence|verify`: what proves the audit log. */
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LogVerifier } from '../audit/log-verifier.js';
import { parseVerifierKey } from '../audit/signed-note.js';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { readGivenFile } from './given.js';
import { ProgressBar } from './progress-bar.js';
import { reportText } from './audit-report-text.js';
const OUTPUT = ['-o, --output <file>', 'where to (default: stdout)'];
/** Lines between two looks at the progress bar. */
const SHOW_EVERY = 1000;
export function addAuditLogCommands(audit, line) {
    audit
        .command('checkpoint')
        .description('The signed head of the log: keep it where nobody who runs Signet can change it.')
        .action(line.handle(checkpoint));
    audit
        .command('export')
        .description('The whole log as a file that verifies without this server.')
        .option(...OUTPUT)
        .action(line.handle(exportLog));
    audit
        .command('evidence')
        .description('Everything about one subject or execution, with proofs, as such a file.')
        .option('--subject <id>', 'a user, or an object: source:auth-platform')
        .option('--execution <id>', 'one execution')
        .option(...OUTPUT)
        .action(line.handle(evidence));
    audit
        .command('verify')
        .description('Verify that no entry was changed, removed or put elsewhere; ends with 1 when one was.')
        .argument('[file]', 'of export or evidence, - for stdin (default: the log of the server)')
        .option('--key <key>', 'the verifier key you know (default: the one the log comes with)')
        .option('--against <file...>', 'checkpoints that were kept: the log must still begin with what they say')
        .action(line.handle(verify));
}
async function checkpoint(session) {
    const found = await (await session.api()).get('/audit-log/checkpoint');
    session.show(found, () => found.note.replace(/\n$/, ''));
    session.note(`key: ${found.key}`);
}
async function exportLog(session, { output }) {
    await save(session, (await session.api()).getLines('/audit-log/export'), output);
}
async function evidence(session, { subject, execution, output }) {
    if ((subject === undefined) === (execution === undefined)) {
        throw usageFailure('evidence is about one thing: give --subject or --execution');
    }
    const lines = (await session.api()).getLines('/audit-log/evidence', { subject, execution });
    await save(session, lines, output);
}
async function save(session, lines, output) {
    let count = 0;
    async function* texts() {
        for await (const one of lines) {
            requireWhole(one);
            count += 1;
            yield `${JSON.stringify(one)}\n`;
        }
    }
    if (output === undefined) {
        for await (const text of texts()) {
            session.shell.stdout.write(text);
        }
        return;
    }
    try {
        await pipeline(Readable.from(texts()), createWriteStream(resolve(session.shell.cwd, output), { mode: 0o600 }));
    }
    catch (error) {
        throw error instanceof CommandFailed
            ? error
            : usageFailure(`${output}: cannot be written (${error.code ?? 'unknown'})`);
    }
    session.show({ file: output, lines: count }, () => `${output} written: ${count} lines`);
}
async function verify(session, file, { key, against = [] }) {
    if (key !== undefined && parseVerifierKey(key) === null) {
        throw usageFailure('--key: is no verifier key, which looks like NAME+8 hex digits+base64');
    }
    const checkpoints = await Promise.all(against.map((path) => readGivenFile(session.shell, path)));
    const verifier = new LogVerifier({ key: key ?? null, checkpoints });
    const bar = new ProgressBar(session.shell.stderr);
    let taken = 0;
    for await (const one of await linesOf(session, file)) {
        requireWhole(one);
        verifier.take(one);
        taken += 1;
        if (taken % SHOW_EVERY === 0 && verifier.size > 0) {
            bar.show(Math.min(1, taken / verifier.size), `${taken} of ${verifier.size} entries`);
        }
    }
    bar.clear();
    const report = verifier.report();
    session.show(report, () => reportText(report, key !== undefined, session.style));
    if (!report.ok) {
        throw new CommandFailed(EXIT.failed, 'the audit log does not verify');
    }
}
async function linesOf(session, file) {
    if (file === undefined) {
        return (await session.api()).getLines('/audit-log/export');
    }
    const input = file === '-' ? session.shell.stdin : await opened(session, file);
    return parsed(createInterface({ input, crlfDelay: Infinity }), file);
}
async function opened({ shell }, file) {
    try {
        return (await open(resolve(shell.cwd, file))).createReadStream();
    }
    catch (error) {
        throw usageFailure(`${file}: cannot be read (${error.code ?? 'unknown'})`);
    }
}
async function* parsed(lines, file) {
    let number = 0;
    for await (const text of lines) {
        number += 1;
        try {
            yield JSON.parse(text);
        }
        catch {
            throw new CommandFailed(EXIT.failed, `${file}:${number}: is no line of an audit log`);
        }
    }
}
function requireWhole(line) {
    if (line.kind === 'error') {
        throw new CommandFailed(EXIT.unreachable, line.message);
    }
}
//# sourceMappingURL=audit-log-commands.js.map
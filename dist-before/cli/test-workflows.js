/** `signet workflow test`: runs the cases written beside documents, without a server. */
import { basename, dirname, join } from 'node:path';
import { OFFLINE_ACTIONS } from '../planning/offline-world.js';
import { readTestFile } from '../planning/read-test-file.js';
import { runTests } from '../planning/run-tests.js';
import { compileWorkflow } from '../workflow/compile.js';
import { renderFault } from '../workflow/fault.js';
import { parseWorkflow } from '../workflow/parse.js';
import { EXIT } from './exit-code.js';
import { readGivenFile } from './given.js';
import { readTestFiles } from './workflow-files.js';
export async function testWorkflows(session, paths) {
    const files = await readTestFiles(session.shell, paths);
    const texts = new Map(files.map(({ name, text }) => [name, text]));
    const tested = [];
    for (const file of files) {
        tested.push(await testFile(session.shell, file, texts));
    }
    const cases = tested.flatMap((one) => one.cases);
    const failed = cases.filter(({ passed }) => !passed).length;
    const broken = tested.filter(({ faults }) => faults.length > 0).length;
    const summary = { passed: cases.length - failed, failed, broken };
    session.show({ ...summary, files: tested }, () => [...tested.map((one) => describe(session, one, texts)), summaryOf(session, summary)].join('\n'));
    return failed + broken === 0 ? EXIT.ok : EXIT.failed;
}
/** Adds the text of the document to `texts`, for its faults to be shown in. */
async function testFile(shell, { name, text }, texts) {
    const { file, report } = readTestFile(text, name);
    if (!file) {
        return { file: name, faults: report.faults, cases: [] };
    }
    const place = join(dirname(name), file.workflow ?? basename(name).replace(/\.test(\.\w+)$/, '$1'));
    const written = await readGivenFile(shell, place);
    texts.set(place, written);
    const { document, faults } = parseWorkflow(written, { catalog: OFFLINE_ACTIONS, file: place });
    if (!document) {
        return { file: name, faults, cases: [] };
    }
    const cases = await runTests(file, compileWorkflow(document), report);
    return { file: name, faults: [], cases };
}
function describe({ style }, { file, faults, cases }, texts) {
    const shown = (fault) => renderFault(texts.get(fault.file ?? file) ?? '', fault);
    return [
        file,
        ...faults.map(shown),
        ...cases.flatMap((one) => [
            `  ${one.passed ? style('green', 'ok') : style('red', 'failed')}  ${one.name}`,
            ...one.faults.map(shown),
        ]),
    ].join('\n');
}
function summaryOf({ style }, { passed, failed, broken }) {
    const wrong = [
        ...(failed > 0 ? [style('red', `${failed} failed`)] : []),
        ...(broken > 0 ? [style('red', `${broken} ${broken === 1 ? 'file' : 'files'} with faults`)] : []),
    ];
    return [style(passed > 0 ? 'green' : undefined, `${passed} passed`), ...wrong].join(', ');
}
//# sourceMappingURL=test-workflows.js.map
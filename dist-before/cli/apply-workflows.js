/** `signet workflow apply`: documents become the revisions that run, and with `--prune` what is in none of them runs no more. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { ApiRefused } from './api-client.js';
import { besidesOf, withWarnings } from './apply-batch.js';
import { fileSteps, isChange, pruneSteps } from './apply-plan.js';
import { describeApplied, describePlan, describePrune } from './apply-text.js';
import { EXIT, usageFailure } from './exit-code.js';
import { workflowPath } from './given.js';
import { ProgressBar } from './progress-bar.js';
import { readWorkflowFiles } from './workflow-files.js';
/**
 * Checks all files before anything is changed; when one is refused, nothing is. With `--dry-run` it ends as `diff` does: with
 * 1 when there is something to do, with 2 when a file is refused.
 */
export async function applyWorkflows(session, paths, options) {
    if (options.prune === true) {
        await requireFolders(session, paths);
    }
    const files = await readWorkflowFiles(session.shell, paths);
    const api = await session.api();
    const besides = besidesOf(files);
    const steps = await check(session, api, { files, besides }, options);
    const isRefused = steps.some(({ action }) => action === 'refused');
    const prunes = options.prune === true && !isRefused ? await strangers(api, steps, options) : [];
    if (isRefused || options.dryRun === true) {
        showPlan(session, files, steps, prunes);
        const isNothing = ![...steps, ...prunes].some(isChange);
        return isRefused
            ? options.dryRun === true
                ? EXIT.trouble
                : EXIT.failed
            : isNothing
                ? EXIT.ok
                : EXIT.differs;
    }
    return carryOut(session, api, { files, besides, steps, prunes }, options);
}
/** A file that is given alone says nothing about the others of its namespace. */
async function requireFolders({ shell }, paths) {
    for (const path of paths) {
        const isFolder = await stat(resolve(shell.cwd, path)).then((found) => found.isDirectory(), () => false);
        if (!isFolder) {
            throw usageFailure(`${path}: --prune takes folders, which hold all workflows of their namespaces`);
        }
    }
}
async function check(session, api, { files, besides }, { environment }) {
    const found = [];
    await eachWithProgress(session, files, 'checked', async ({ text }, at) => {
        const { beside } = besides[at];
        const answer = await api.sendDocument('POST', '/workflows/diff', text, {
            environment,
            beside,
        });
        found.push(withWarnings(answer, besides[at]));
    });
    return fileSteps(files.map(({ name }) => name), found);
}
async function strangers(api, steps, { environment }) {
    const { items } = await api.list('/workflows', { environment }, Infinity);
    return pruneSteps(steps, items);
}
function showPlan(session, files, steps, prunes) {
    session.show({ applied: false, files: steps, pruned: prunes }, () => [
        ...steps.map((step, at) => describePlan(session, step, files[at].text)),
        ...prunes.map((step) => describePrune(session, step)),
    ].join('\n'));
}
/** What was refused meanwhile stops what follows; nothing is pruned then. */
async function carryOut(session, api, { files, besides, steps, prunes }, options) {
    const applied = [];
    await eachWithProgress(session, files, 'applied', async (file, at) => {
        if (applied.every(({ outcome }) => outcome !== 'refused')) {
            const step = { ...steps[at], besides: besides[at] };
            applied.push(await applyFile(api, file, step, options));
        }
    });
    const isRefused = applied.some(({ outcome }) => outcome === 'refused');
    const pruned = isRefused ? [] : prunes;
    await eachWithProgress(session, pruned, 'pruned', (step) => prune(api, step, options));
    session.show({ applied: true, files: applied, pruned }, () => [
        ...applied.map((one, at) => describeApplied(session, one, files[at].text)),
        ...pruned.map((step) => describePrune(session, step)),
    ].join('\n'));
    return isRefused ? EXIT.failed : EXIT.ok;
}
async function applyFile(api, { name: file, text }, { action, besides }, { environment }) {
    try {
        const query = { environment, beside: besides.beside };
        const answer = await api.sendDocument('PUT', '/workflows', text, query);
        const { outcome, workflow, warnings } = withWarnings(answer, besides);
        return { file, action, outcome, workflow, faults: [], warnings };
    }
    catch (error) {
        if (error instanceof ApiRefused && error.exitCode === EXIT.failed) {
            const faults = error.problem.faults ?? [];
            return { file, action, outcome: 'refused', faults, warnings: [], message: error.message };
        }
        throw error;
    }
}
async function prune(api, { workflow, action }, { environment = DEFAULT_ENVIRONMENT }) {
    const path = workflowPath(workflow);
    await api.delete(action === 'delete' ? path : `${path}/deployments/${encodeURIComponent(environment)}`);
}
async function eachWithProgress(session, all, what, work) {
    const bar = new ProgressBar(session.shell.stderr);
    try {
        for (const [at, one] of all.entries()) {
            bar.show(at / all.length, `${what} ${at} of ${all.length}`);
            await work(one, at);
        }
    }
    finally {
        bar.clear();
    }
}
//# sourceMappingURL=apply-workflows.js.map
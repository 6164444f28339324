/** `signet workflow plan`: what a workflow or a draft would do about an event. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readYaml } from '../workflow/read-yaml.js';
import { EXIT, usageFailure } from './exit-code.js';
import { readGivenFile, readJson, workflowPath } from './given.js';
import { planText } from './plan-text.js';
import { radiusLines } from './radius-text.js';
export async function planWorkflow(session, given, options) {
    const { event, trigger, revision, environment } = options;
    const { path, document } = await givenWorkflow(session.shell, given);
    const asked = isId(event) ? { eventId: event } : { event: await readJson(session.shell, event, '--event') };
    const outputs = await outputsOf(session.shell, options.output ?? []);
    const body = { ...asked, document, trigger, revision, environment, outputs };
    const plan = await (await session.api()).post(`${path}/plan`, body);
    session.show(plan, () => [planText(plan, session.style), ...radiusLines(plan.blastRadius, session.style)].join('\n'));
    return plan.status === 'dead' || plan.status === 'unfinished' ? EXIT.failed : EXIT.ok;
}
/** A file that is there, else `NAMESPACE/ID`. Throws a usage failure. */
export async function givenWorkflow(shell, given) {
    const isFile = await stat(resolve(shell.cwd, given)).then((found) => found.isFile(), () => false);
    if (!isFile) {
        return { path: workflowPath(given) };
    }
    const document = await readGivenFile(shell, given);
    const { namespace, id } = (readYaml(document).value ?? {});
    if (typeof namespace !== 'string' || typeof id !== 'string') {
        throw usageFailure(`${given}: is no workflow: "signet workflow validate ${given}" says why`);
    }
    return { path: workflowPath(`${namespace}/${id}`), document };
}
function isId(text) {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
/** `TASK=JSON`, `TASK=@FILE`. */
async function outputsOf(shell, given) {
    const outputs = await Promise.all(given.map(async (one) => {
        const at = one.indexOf('=');
        if (at < 1) {
            throw usageFailure(`--output ${one}: must be TASK=JSON or TASK=@FILE`);
        }
        return [one.slice(0, at), await readJson(shell, one.slice(at + 1), '--output')];
    }));
    return Object.fromEntries(outputs);
}
//# sourceMappingURL=plan-workflow.js.map
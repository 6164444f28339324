/** `signet workflow new`: a document to begin with. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readTemplate, TEMPLATES } from '../workflow/templates/templates.js';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { renderTable } from './table.js';
export async function newWorkflow(session, file, { template, list }) {
    if (list === true) {
        const rows = TEMPLATES.map(({ name, what }) => [name, what]);
        session.show({ templates: TEMPLATES }, () => renderTable(['template', 'what it does'], rows, 'none'));
        return;
    }
    const name = requireName(template);
    const path = file ?? `${name}.yaml`;
    const schema = `${(await session.serverUrl()).replace(/\/+$/, '')}/schemas/workflow.json`;
    await writeNew(resolve(session.shell.cwd, path), path, readTemplate(name, schema));
    session.show({ template: name, file: path }, () => `${path} written: "signet workflow validate ${path}" checks it, "signet workflow apply ${path}" makes it run`);
}
function requireName(template) {
    if (template === undefined || !TEMPLATES.some(({ name }) => name === template)) {
        const given = template === undefined ? 'give --template NAME' : `there is no template "${template}"`;
        throw usageFailure(`${given}: ${TEMPLATES.map(({ name }) => name).join(', ')}`);
    }
    return template;
}
/** What somebody wrote already is left alone. */
async function writeNew(path, shown, text) {
    try {
        await writeFile(path, text, { flag: 'wx' });
    }
    catch (error) {
        const { code } = error;
        const why = code === 'EEXIST' ? 'is there already: name another file' : `cannot be written (${code})`;
        throw new CommandFailed(EXIT.failed, `${shown} ${why}`);
    }
}
//# sourceMappingURL=new-workflow.js.map
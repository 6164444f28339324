/** Warnings of tasks that do not give another workflow the inputs it takes. */
import { forEachExpression } from './check-names.js';
import { canBecome } from './check-types.js';
import { DeclaredInputs } from './parameters/declared-inputs.js';
import { pointer } from './pointer.js';
import { rawMap } from './raw.js';
import { readYaml } from './read-yaml.js';
import { suggest } from '../config/suggest.js';
import { subflowName } from './tasks/subflow-call.js';
import { inWords } from './typing/type.js';
const MOST_LISTED = 12;
/** In the order of the text; `deployed` are the workflows the calls name, by `namespace/id`. What is not among them is told elsewhere. */
export function wrongInputs(text, calls, { namespace }, deployed) {
    const { report } = readYaml(text);
    for (const call of calls) {
        const name = subflowName(namespace, call.workflow);
        const document = deployed.get(name);
        if (document) {
            checkCall(name, call, takenBy(document), report);
        }
    }
    return report.warnings;
}
function checkCall(name, { inputs, place }, taken, report) {
    const { declared, required, read } = taken;
    const at = pointer(['inputs'], place);
    for (const [input, type] of Object.entries(inputs)) {
        const needed = Object.hasOwn(declared, input) ? declared[input] : undefined;
        if (needed && !canBecome(type, needed)) {
            const message = `${name} takes ${inWords(needed)} as '${input}', and this is ${inWords(type)}`;
            report.warn(pointer([input], at), message);
        }
        else if (!needed && read?.has(input) === false) {
            warnOfUnread(name, input, pointer([input], at), { ...taken, read }, report);
        }
    }
    const missing = required.filter((input) => !Object.hasOwn(inputs, input));
    if (missing.length > 0) {
        const them = missing.slice(0, MOST_LISTED).map((input) => `'${input}'`);
        report.warn(at, `${name} needs ${them.join(', ')} as well`, { atKey: true });
    }
}
function warnOfUnread(name, input, place, { declared, read }, report) {
    const known = [...new Set([...Object.keys(declared), ...read])].slice(0, MOST_LISTED);
    const takes = known.length === 0 ? 'it takes none' : `it takes ${known.join(', ')}`;
    const suggestion = suggest(input, known);
    report.warn(place, `${name} does not read the input '${input}', ${takes}`, { atKey: true, suggestion });
}
function takenBy(document) {
    const webhooks = document.triggers.flatMap((trigger) => (trigger.type === 'webhook' ? [trigger] : []));
    const isRequired = (name) => webhooks.every(({ parameters }) => parameters?.[name]?.required === true);
    return {
        declared: DeclaredInputs.of(document.triggers.map(rawMap)).type.members ?? {},
        required: Object.keys(webhooks[0]?.parameters ?? {}).filter(isRequired),
        read: bodyReads(document),
    };
}
function bodyReads(document) {
    const names = new Set();
    let mayReadAny = false;
    forEachExpression(document, { key: '', place: '' }, ({ chains }) => {
        for (const [root, member, name] of chains) {
            const isBody = root === 'trigger' && (member === undefined || member === 'body');
            if (isBody && name !== undefined) {
                names.add(name);
            }
            else if (isBody || (root === 'inputs' && member === undefined)) {
                mayReadAny = true;
            }
        }
    });
    return mayReadAny ? null : names;
}
//# sourceMappingURL=check-subflows.js.map
/** What `signet workflow apply` says. */
import { changeLine } from '../workflow/diff/change.js';
import { renderFault } from '../workflow/fault.js';
import { toneOf } from './style.js';
/** A file that would be applied: what becomes of its workflow, and what that changes. */
export function describePlan({ style }, step, text) {
    const { file, workflow, action, changes, faults, warnings } = step;
    const lines = action === 'change' ? changes.map((change) => `  ${changeLine(change)}`) : [];
    return [
        `${file}: ${style(toneOf(action), action)}${workflow === null ? '' : ` ${workflow}`}`,
        ...lines,
        ...found({ style }, { file, faults, warnings }, text),
    ].join('\n');
}
export function describePrune({ style }, { workflow, action }) {
    return `${style(toneOf(action), action)} ${workflow}`;
}
export function describeApplied({ style }, result, text) {
    const { file, outcome, workflow, faults, message } = result;
    const named = workflow === undefined ? '' : ` ${workflow.namespace}/${workflow.id} revision ${workflow.revision}`;
    return [
        `${file}: ${style(toneOf(outcome), outcome)}${named}`,
        ...(faults.length === 0 && message !== undefined ? [`  ${message}`] : []),
        ...found({ style }, result, text),
        ...(workflow?.hooks ?? []).map((hook) => `  hook of trigger ${hook.trigger}: ${hook.url}`),
    ].join('\n');
}
function found({ style }, { file, faults, warnings }, text) {
    return [
        ...faults.map((fault) => renderFault(text, fault, file)),
        ...warnings.map((warning) => `${style('yellow', 'warning:')} ${renderFault(text, warning, file)}`),
    ];
}
//# sourceMappingURL=apply-text.js.map
/** Warnings of tasks and branches that no execution comes to. */
import { ExpressionFailed } from '../../errors/errors.js';
import { compileExpression } from '../expression/expression.js';
import { compileTemplate } from '../expression/template.js';
import { pointer } from '../pointer.js';
import { rawList, rawMap, rawText } from '../raw.js';
import { blockAt, blocksBelow, everyTaskOf, ROOT_BLOCKS } from './raw-tasks.js';
/** Tasks that do no more than say something. */
const HARMLESS = ['log', 'set', 'return'];
const EXPRESSION_MARK = '{{';
export function checkReach(document, report) {
    ROOT_BLOCKS.forEach((name) => endOf(blockAt(document, name), report));
    for (const one of everyTaskOf(document)) {
        checkConstants(one, report);
    }
    for (const [index, trigger] of rawList(document['triggers']).entries()) {
        warnOfConstant(rawMap(trigger)['when'], pointer(['triggers', index, 'when']), report);
    }
    const main = blockAt(document, 'tasks');
    if (rawList(document['errors']).length > 0 && main.length > 0 && main.every(cannotFail)) {
        report.warn('/errors', 'nothing that could fail runs before this', { atKey: true });
    }
}
/** How the block ends for sure, undefined when it may go on; tells of the first task behind that, and of the same below. */
function endOf(block, report) {
    const ends = block.map((one) => endOfTask(one, report));
    const at = ends.findIndex((end) => end !== undefined);
    const next = at < 0 ? undefined : block[at + 1];
    if (next) {
        const id = String(block[at].task['id']);
        report.warn(next.place, `never runs, for '${id}' above it ends this in any case`);
    }
    return ends[at];
}
function endOfTask(one, report) {
    const { task } = one;
    const below = blocksBelow(one).map((block) => endOf(block, report));
    const how = endByType(rawText(task['type']), below);
    const goesOn = task['if'] !== undefined || (how === 'fail' && task['continueOnError'] === true);
    return goesOn ? undefined : how;
}
function endByType(type, below) {
    switch (type) {
        case 'return':
        case 'fail':
            return type;
        case 'if':
        case 'switch':
            return below.every((end) => end !== undefined) ? worst(below) : undefined;
        case 'parallel':
            return worst(below);
        default:
            return undefined;
    }
}
/** What `continueOnError` may look past, when any of it is of that kind. */
function worst(ends) {
    return ends.includes('fail') ? 'fail' : ends.find((end) => end !== undefined);
}
function checkConstants({ task, place }, report) {
    warnOfConstant(task['if'], pointer(['if'], place), report);
    const at = (name) => pointer([name], place);
    if (task['type'] === 'if') {
        warnOfConstant(task['condition'], at('condition'), report);
    }
    else if (task['type'] === 'switch') {
        const value = constantText(rawText(task['value']));
        if (value !== undefined) {
            report.warn(at('value'), `is always '${value}', so the same case is taken every time`);
        }
    }
    else if (task['type'] === 'forEach' && Array.isArray(task['values']) && task['values'].length === 0) {
        report.warn(at('values'), 'is empty, so its tasks never run');
    }
}
/** A condition that reads nothing comes to the same every time. */
function warnOfConstant(condition, place, report) {
    const value = constantOf(rawText(condition), (source) => {
        const expression = compileExpression(source);
        return readsNothing(expression) ? expression.evaluate(NOTHING_TO_READ) : undefined;
    });
    if (typeof value === 'boolean') {
        report.warn(place, `is always ${value}`);
    }
}
/** The text that names the case, of a template that reads nothing. */
function constantText(template) {
    const value = constantOf(template, (source) => {
        const compiled = compileTemplate(source);
        const isConstant = compiled.expressions.every(({ expression }) => readsNothing(expression));
        return isConstant ? compiled.render(NOTHING_TO_READ).value : undefined;
    });
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
function readsNothing({ chains, secrets, variables }) {
    return chains.length + secrets.length + variables.length === 0;
}
/** Undefined for what depends on anything, or is no expression. */
function constantOf(source, evaluate) {
    if (source === undefined || /\b(now|uuid)\s*\(/.test(source)) {
        return undefined;
    }
    try {
        return evaluate(source);
    }
    catch (error) {
        if (error instanceof ExpressionFailed) {
            return undefined;
        }
        throw error;
    }
}
const NOTHING_TO_READ = {
    trigger: {},
    inputs: {},
    tasks: {},
    execution: {},
    workflow: {},
    variables: {},
    secrets: () => '',
    now: new Date(0),
    uuid: () => '',
};
function cannotFail({ task }) {
    const isPlain = !JSON.stringify(task).includes(EXPRESSION_MARK) && task['if'] === undefined;
    return isPlain && HARMLESS.includes(String(task['type']));
}
//# sourceMappingURL=check-reach.js.map
import { ExpressionFailed } from '../../errors/errors.js';
import { checkBare, checkTemplates } from '../check-references.js';
import { typeOfTemplate } from '../check-types.js';
import { pointer } from '../pointer.js';
import { rawMap, rawText } from '../raw.js';
import { inputType } from '../typing/scope-types.js';
import { ANY, listOf, STRING, typeOfValue } from '../typing/type.js';
import { checkSwitch } from './check-switch.js';
import { FLOW_TYPES } from './flow-schema.js';
import { TASK_OWN } from './normalise-task.js';
import { blockAt, blocksBelow } from './raw-tasks.js';
/** Templates of flow tasks, and what they have to give. */
const FLOW_VALUES = {
    value: ANY,
    values: listOf(ANY),
    for: STRING,
    until: STRING,
    timeout: STRING,
    inputs: ANY,
    output: ANY,
    message: ANY,
    expires: STRING,
    reminder: STRING,
};
/** What of it is kept for others to read: the event of a subflow. */
const KEPT = ['inputs'];
/** Checks the expressions of all tasks, each against what has run before it. Gives what has run in the end. */
export function checkTaskExpressions(document, everywhere) {
    const tasks = checkBlock(blockAt(document, 'tasks'), everywhere, new Map());
    const errors = checkBlock(blockAt(document, 'errors'), everywhere, tasks);
    return checkBlock(blockAt(document, 'finally'), everywhere, errors);
}
/** What has run after the block. */
function checkBlock(block, everywhere, before) {
    return block.reduce((known, one) => checkTask(one, everywhere, known), before);
}
function checkTask(one, everywhere, before) {
    const { task, place } = one;
    const type = String(task['type']);
    const reach = { ...everywhere, before };
    checkBare(task['if'], pointer(['if'], place), reach);
    if (FLOW_TYPES.includes(type)) {
        checkFlow(one, reach);
    }
    else {
        for (const [name, value] of Object.entries(task).filter(([name]) => !TASK_OWN.includes(name))) {
            checkTemplates(value, pointer([name], place), reach, inputType(task, name, reach.catalog));
        }
    }
    const inside = type === 'forEach' ? { ...everywhere, inLoop: true, each: eachType(task['values'], reach) } : everywhere;
    // What takes a task back may read it; the blocks of a flow task may not read that one.
    const known = FLOW_TYPES.includes(type) ? before : withTask(before, one);
    const below = blocksBelow(one).map((block) => checkBlock(block, inside, known));
    // What ran in a loop ran many times: nothing outside can say which one it means.
    const after = type === 'forEach' ? [] : below;
    return withTask(new Map([...before, ...after.flatMap((ran) => [...ran])]), one);
}
/** The expressions a flow task has besides those of its tasks. */
function checkFlow({ task, place }, reach) {
    const at = (name) => pointer([name], place);
    const kept = { ...reach, mayUseSecrets: false };
    checkBare(task['condition'], at('condition'), reach);
    for (const [name, needed] of Object.entries(FLOW_VALUES)) {
        checkTemplates(task[name], at(name), KEPT.includes(name) ? kept : reach, needed);
    }
    if (task['type'] === 'switch') {
        checkSwitch({ task, place }, typeIn(task['value'], reach), reach.report);
    }
    const workflow = rawText(task['workflow']);
    if (workflow !== undefined) {
        reach.calls.push({ workflow, place, inputs: typeIn(task['inputs'], reach).members ?? {} });
    }
    const event = rawMap(task['event']);
    checkTemplates(event['subject'], pointer(['event', 'subject'], place), kept);
    checkBare(event['when'], pointer(['event', 'when'], place), { ...reach, hasEvent: true });
}
/** The type of the values of a loop, as far as it is known. */
function eachType(values, reach) {
    const type = typeIn(values, reach);
    return type.kinds.length === 0 ? ANY : (type.entry ?? ANY);
}
function typeIn(value, reach) {
    try {
        return typeOfValue(value, (text) => typeOfTemplate(text, reach));
    }
    catch (error) {
        if (error instanceof ExpressionFailed) {
            return ANY; // told where the template is checked
        }
        throw error;
    }
}
function withTask(before, { task }) {
    const id = rawText(task['id']);
    return id === undefined ? before : new Map([...before, [id, String(task['type'])]]);
}
//# sourceMappingURL=check-task-expressions.js.map
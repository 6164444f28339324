import { TaskFailed } from '../../errors/errors.js';
import { findObject, requireText } from '../input.js';
import { closed, open, text } from '../schema.js';
/** Ends the execution as failed: trying again does not help. */
export const fail = {
    type: 'fail',
    description: 'Fails the execution, with a message; it is not tried again.',
    input: closed('Why.', {
        message: text('Why the execution fails, for a person to read.'),
        details: open('Anything that helps to see why.'),
    }, ['message']),
    output: closed('Nothing: the task does not end well.', {}),
    prepare(input, context) {
        throw new TaskFailed(requireText(input, 'message'), {
            ...findObject(input, 'details'),
            task: context.taskId,
        });
    },
};
//# sourceMappingURL=fail.js.map
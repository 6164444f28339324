import { closed, open } from '../schema.js';
/** Gives names to values; the output is the values. */
export const set = {
    type: 'set',
    description: 'Gives names to values, for later tasks to read as `tasks.<id>.output.<name>`.',
    input: closed('The values.', { values: open('Values by name.') }, ['values']),
    output: open('The values by name.'),
    prepare: (input) => ({ kind: 'none', output: input['values'] }),
};
//# sourceMappingURL=set.js.map
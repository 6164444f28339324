import { anything, closed } from '../schema.js';
/** Says something on stdout and in the task run. */
export const log = {
    type: 'log',
    description: 'Writes a line to the log of the execution.',
    input: closed('The line.', { message: anything('What to say; what is not text is written as JSON.') }, [
        'message',
    ]),
    output: closed('The line.', { message: { type: 'string', description: 'The line as written.' } }, [
        'message',
    ]),
    prepare(input) {
        const message = asLine(input['message']);
        return { kind: 'none', output: { message }, log: message };
    },
};
function asLine(value) {
    return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
//# sourceMappingURL=log.js.map
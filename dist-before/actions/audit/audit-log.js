import { findObject, findText, requireText } from '../input.js';
import { anything, closed, identifier, open, text } from '../schema.js';
/** Writes an entry to the audit log, in the transaction that records the task. */
export const auditLog = {
    type: 'audit.log',
    description: 'Writes an entry to the append-only audit log.',
    input: closed('The entry.', {
        message: text('What happened, for a person to read.'),
        verb: { type: 'string', minLength: 1, default: 'audit.log', description: 'What was done, dotted.' },
        subject: identifier('User or object the entry is about. Default: the subject of the event.'),
        outcome: anything('How it ended.'),
        details: open('Anything else worth keeping.'),
    }, ['message']),
    output: closed('The entry as written.', {
        message: text('What happened.'),
        verb: text('What was done.'),
        subject: {
            description: 'Who or what the entry is about.',
            anyOf: [{ type: 'string' }, { type: 'null' }],
        },
        outcome: anything('How it ended.'),
    }, ['message', 'verb', 'subject']),
    prepare(input, context) {
        const details = findObject(input, 'details');
        const { outcome } = input;
        const record = {
            verb: findText(input, 'verb') ?? 'audit.log',
            subject: findText(input, 'subject') ?? context.subject,
            message: requireText(input, 'message'),
            ...(outcome === undefined ? {} : { outcome }),
            ...(details === undefined ? {} : { details }),
        };
        const { details: _, ...output } = record;
        return { kind: 'none', output, audit: [record] };
    },
};
//# sourceMappingURL=audit-log.js.map
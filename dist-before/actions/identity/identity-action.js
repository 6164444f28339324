import { InvalidParameters } from '../../errors/errors.js';
import { findText } from '../input.js';
import { anything, closed, identifier, open, text } from '../schema.js';
import { takenAway } from '../taken-away.js';
/** A user as every directory shows it. */
export const USER_SCHEMA = closed('The user as the directory shows it.', {
    id: text('Id of the user in the directory.'),
    userName: text('Name the user signs in with.'),
    email: text('Primary e-mail address.'),
    displayName: text('Name shown to people.'),
    active: { type: 'boolean', description: 'Whether the user may sign in.' },
    roles: { type: 'array', items: { type: 'string' }, description: 'Roles assigned to the user.' },
    groups: { type: 'array', items: { type: 'string' }, description: 'Groups the user is a member of.' },
    attributes: open('Everything the directory knows that has no name of its own here.'),
}, ['id', 'active', 'roles', 'groups', 'attributes']);
const CHANGE_OUTPUT = closed('What the change did.', {
    changed: { type: 'boolean', description: 'False when the directory was already so.' },
    difference: {
        type: 'object',
        description: 'Per changed member: what it was and what it is now. Empty exactly when nothing changed.',
        additionalProperties: closed('One changed member.', {
            from: anything('What it was; null: it was not there.'),
            to: anything('What it is now; null: it is gone.'),
        }, ['from', 'to']),
    },
    user: { description: 'The user afterwards; null once deleted.', anyOf: [USER_SCHEMA, { type: 'null' }] },
}, ['changed', 'difference', 'user']);
/** An action that makes something true of one user of one directory, or reads the user. */
export function identityAction(parts) {
    const properties = parts.properties ?? {};
    return {
        type: parts.type,
        description: parts.description,
        ...(parts.destructive && { destructive: parts.destructive }),
        input: closed(parts.description, {
            directory: { type: 'string', minLength: 1, default: 'main', description: 'Name of the directory.' },
            user: identifier('The user. Default: the subject of the event.'),
            ...properties,
        }, parts.required ?? []),
        ...(parts.literals && { literals: parts.literals }),
        output: parts.output ?? CHANGE_OUTPUT,
        prepare: (input, context) => prepareChange(parts, input, context),
    };
}
function prepareChange(parts, input, context) {
    const user = requireUser(parts.type, input, context);
    const change = parts.change(user, input);
    const directory = context.requireDirectory(findText(input, 'directory') ?? 'main');
    const conclude = parts.conclude ?? concludeChange;
    const isOwn = directory.kind === 'own';
    const taken = takenAway(parts, input);
    const affects = taken && { affects: { directory: directory.name, isOwn, user, allBut: taken.allBut } };
    if (isOwn) {
        return { kind: 'own', directory: directory.name, change, ...affects, conclude };
    }
    return {
        kind: 'outside',
        target: { directory: directory.name },
        change,
        ...affects,
        perform: async (signal, watch) => {
            const call = { idempotencyKey: context.idempotencyKey, cause: context.cause(), signal, watch };
            return conclude(await directory.apply(change, call));
        },
    };
}
function requireUser(type, input, context) {
    const user = findText(input, 'user') ?? context.subject;
    if (user === null || user === '') {
        throw new InvalidParameters(`${type}: user is empty and the event has no subject`, {
            task: context.taskId,
            member: 'user',
        });
    }
    return user;
}
function concludeChange({ changed, difference, user }) {
    return { changed, difference, user };
}
//# sourceMappingURL=identity-action.js.map
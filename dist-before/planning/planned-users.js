import { applyChange } from '../directories/change.js';
import { SubjectNotFound } from '../errors/errors.js';
import { hasPlaceholder } from './unknown.js';
import { plannedCall, WithheldCall } from './withheld-call.js';
const NOTHING_KNOWN = { changed: true, user: null, difference: {} };
/** Users as the changes planned so far would leave them. Each is read at most once; nothing is written. */
export class PlannedUsers {
    findOwn;
    known = new Map();
    constructor(findOwn) {
        this.findOwn = findOwn;
    }
    /** The directory as tasks see it. Changes are written into `book`; an outside one must be behind a reading way. */
    open(directory, book) {
        const { name } = directory;
        return { kind: 'outside', name, apply: (change, call) => this.apply(directory, change, { book, call }) };
    }
    async apply(directory, change, { book, call }) {
        if (hasPlaceholder(change.user)) {
            book.meet(call.idempotencyKey, undefined);
            this.note(directory, change, { book, call, result: null, sent: null });
            return NOTHING_KNOWN;
        }
        const key = `${directory.name}\0${change.user}`;
        const before = this.known.get(key) ?? (await this.find(directory, change, { book, call }));
        this.known.set(key, before);
        book.meet(call.idempotencyKey, directory.kind === 'own' ? before.user : undefined); // as a run does
        const sent = change.kind === 'user.get' || before.isPlanned ? null : await sentBy(directory, change, call);
        const result = sent && 'changed' in sent ? sent : applyChange(before.user, change);
        this.known.set(key, { user: result.user, isPlanned: before.isPlanned || result.changed });
        this.note(directory, change, { book, call, result, sent: sent && 'kind' in sent ? sent : null });
        return result;
    }
    /** As `read`; what a reading that is withheld leaves of the change is noted before it is thrown. */
    async find(directory, change, { book, call }) {
        try {
            return await this.read(directory, change.user, call);
        }
        catch (error) {
            if (error instanceof WithheldCall) {
                book.meet(call.idempotencyKey, undefined);
                this.note(directory, change, { book, call, result: null, sent: null });
            }
            throw error;
        }
    }
    async read(directory, user, call) {
        if (directory.kind === 'own') {
            return { user: await this.findOwn(directory.name, user), isPlanned: false };
        }
        try {
            const read = await directory.apply({ kind: 'user.get', user }, call);
            return { user: read.user, isPlanned: false };
        }
        catch (error) {
            if (error instanceof SubjectNotFound) {
                return { user: null, isPlanned: false };
            }
            throw error;
        }
    }
    note({ name }, change, found) {
        if (change.kind === 'user.get') {
            return;
        }
        const { book, call, result, sent } = found;
        const { changed = null, difference = {} } = result ?? {};
        const { kind, user } = change;
        const destructive = book.isDestructive(call.idempotencyKey);
        const noted = { directory: name, change: kind, user, destructive, changed, difference, call: sent };
        book.add(call.idempotencyKey, { kind: 'change', ...noted });
    }
}
/** The call an outside directory would make first; its result when it finds nothing to do. Throws what it throws. */
async function sentBy(directory, change, call) {
    if (directory.kind === 'own') {
        return null;
    }
    try {
        return await directory.apply(change, call);
    }
    catch (error) {
        if (error instanceof WithheldCall) {
            return plannedCall(error.request);
        }
        throw error;
    }
}
//# sourceMappingURL=planned-users.js.map
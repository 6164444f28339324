export const DONE = { kind: 'done' };
export const BLOCKED = { kind: 'blocked' };
/** The execution ends well, though tasks are left. */
export const RETURNED = { kind: 'ended', status: 'succeeded', reason: null, error: null };
//# sourceMappingURL=went.js.map
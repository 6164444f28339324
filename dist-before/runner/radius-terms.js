import { durationText } from '../workflow/duration.js';
const LEAST_BY_DEFAULT = 10;
/** Null when any number of users may be touched. */
export function termsOf({ blastRadius: own }, usual) {
    if (own === 'off') {
        return null;
    }
    const terms = { ...usual, ...own, least: own?.share === undefined ? LEAST_BY_DEFAULT : 1 };
    return terms.users === 0 && terms.share === 0 ? null : terms;
}
/** How many users a directory has to have for its share to be no limit; 0: there is none. */
export function sizeThatMatters({ users, share }) {
    if (share === 0) {
        return 0;
    }
    return users === 0 ? Infinity : Math.ceil(users / share);
}
/** Users that may be touched within the window; `size` of the directory is null where it is not known. */
export function limitOf({ users, share, least }, size) {
    const most = users === 0 ? Infinity : users;
    return share === 0 || size === null ? most : Math.min(most, Math.max(least, Math.floor(size * share)));
}
/** What a person is asked. */
export function questionOf(workflow, limit, { windowMs }, action) {
    return `${workflow} may disable, delete or revoke for ${limit} users within ${durationText(windowMs)}, and is about to for one more (${action}). Go on, with as many again?`;
}
//# sourceMappingURL=radius-terms.js.map
/** An event deeper than this runs nothing any more. */
export const MOST_DEPTH = 3;
/** How long after a change an event may be taken for what came of it, in milliseconds. */
export const RETURN_MS = 600_000;
/** What a trigger does about events its own workflow caused: no execution, none the less one, or it does not ask. */
export const REENTRIES = ['avoid', 'ignore', 'allow'];
//# sourceMappingURL=cause.js.map
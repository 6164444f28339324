/** What an event of our own making came from. */
export interface Cause {
  /** The execution that brought the event on. */
  readonly execution: string;
  /** How many executions stand between the event and the outside, that one included; 0 for what came from outside. */
  readonly depth: number;
  /** Ids of the workflows of these executions. */
  readonly lineage: readonly string[];
}

/** An event deeper than this runs nothing any more. */
export const MOST_DEPTH = 3;

/** How long after a change an event may be taken for what came of it, in milliseconds. */
export const RETURN_MS = 600_000;

/** What a trigger does about events its own workflow caused: no execution, none the less one, or it does not ask. */
export const REENTRIES = ['avoid', 'ignore', 'allow'] as const;
export type Reentry = (typeof REENTRIES)[number];

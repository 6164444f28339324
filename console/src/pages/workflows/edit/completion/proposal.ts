/** What can be written at a cursor. */
export interface Proposal {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'name' | 'function';
  /** In a word or two, beside the label. */
  readonly detail?: string;
  /** In a sentence or two. */
  readonly info?: string;
  /** Instead of what is written from `from` on; the label, where it is not said. */
  readonly insert?: string;
  /** Where in `insert` the cursor stands afterwards; at its end, where it is not said. */
  readonly cursor?: number;
  /** Characters before `from` that it takes the place of, too. */
  readonly back?: number;
  /** Characters after the cursor that it takes the place of. */
  readonly eats?: number;
}

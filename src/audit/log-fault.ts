/** Something that is wrong with a log. */
export interface LogFault {
  /** Null: it is about the log and no entry of it. */
  readonly number: number | null;
  readonly id: string | null;
  readonly what: string;
}

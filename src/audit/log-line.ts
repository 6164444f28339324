/**
 * The audit log in a file: JSON, a line each. A whole log (`about` null) has a line for every number; evidence has the
 * entries that were asked for, each with its proof.
 */
export type LogLine = HeadLine | EntryLine | OtherLine | MissingLine | ExecutionLine | RecordLine | EndLine;

export const FORMAT = 'signet-audit-log/1';

export interface HeadLine {
  readonly kind: 'head';
  readonly format: typeof FORMAT;
  readonly about: { readonly subject: string } | { readonly execution: string } | null;
  /** Of a signed note; from the server that made the file, so compare it with one that you know. */
  readonly key: string;
  /** Whether the records of executions follow the entries that name them; in evidence they always do. */
  readonly executions?: boolean;
  /** A signed note; null as long as nothing is in order. */
  readonly checkpoint: string | null;
}

export interface EntryLine {
  readonly kind: 'entry';
  /** Null: it is not in order yet, and so in no checkpoint. */
  readonly number: number | null;
  readonly id: string;
  /** What stands in the tree: in base64. */
  readonly hash: string;
  /** The exact bytes, as text. */
  readonly leaf: string;
  /** Null once it was erased. */
  readonly private: string | null;
  /** In base64, from the leaf up; in evidence only. */
  readonly proof?: readonly string[];
  /** What the server found wrong with it, which has the keys to see more. */
  readonly fault: string | null;
}

/** Of another tenant. */
export interface OtherLine {
  readonly kind: 'other';
  readonly number: number;
  readonly hash: string;
}

/** There is a number, and no entry any more. */
export interface MissingLine {
  readonly kind: 'missing';
  readonly number: number;
  readonly id: string;
  readonly hash: string;
}

/** An execution that evidence is about, as it is shown; that it says what its record says is verified. */
export interface ExecutionLine {
  readonly kind: 'execution';
  readonly execution: unknown;
}

/** The record of an execution that has ended, whose SHA-256 is in an entry before this line. */
export interface RecordLine {
  readonly kind: 'record';
  /** Its id. */
  readonly execution: string;
  /** Null: the ledger has none any more, or it ended before records went into the log. */
  readonly text: string | null;
}

/** Its absence says that the file was cut off. */
export interface EndLine {
  readonly kind: 'end';
  /** Lines before this one. */
  readonly lines: number;
  /** Ids of rows in the log that are not of Signet's making. */
  readonly refused: readonly string[];
}

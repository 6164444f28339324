import { type Checkpoint, openCheckpoint } from './checkpoint.js';
import { isBoundBy, leafHash, readLeaf } from './leaf.js';
import {
  type EntryLine,
  FORMAT,
  type HeadLine,
  type LogLine,
  type MissingLine,
  type OtherLine,
  type RecordLine,
} from './log-line.js';
import type { LogFault } from './log-fault.js';
import { isEndEntry } from './ended-executions.js';
import { isEraseEntry } from './erasure.js';
import { ErasureCheck } from './erasure-check.js';
import { RecordCheck, WRONG_UNLESS_ERASED } from './record-check.js';
import { CompactTree, rootByPath } from './merkle.js';

export interface LogReport {
  readonly ok: boolean;
  /** Whether every entry was looked at, or those that evidence is made of. */
  readonly whole: boolean;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly at: string } | null;
  readonly key: string;
  readonly entries: number;
  /** Those of other tenants, of which only the hash is shown. */
  readonly others: number;
  /** Those whose private part is gone; each that no entry says was erased is a fault, too. */
  readonly erased: number;
  /** Those that are in no checkpoint yet. */
  readonly waiting: number;
  readonly executions: {
    /** Their record is the one that went into the log. */
    readonly verified: number;
    /** What they left of a person was erased, and the rest is as the log says since. */
    readonly erased: number;
    /** They ended and are not in the ledger any more: retention took them, or somebody did. */
    readonly gone: number;
    /** They ended before records went into the log, so nothing proves theirs. */
    readonly unproven: number;
  };
  /** The first thousand. */
  readonly faults: readonly LogFault[];
}

const MOST_FAULTS = 1000;

/** What somebody who verifies knows of the log beforehand. */
export interface Known {
  /** Verifier key of its signer; null: the one in the file is believed. */
  readonly key: string | null;
  /** Checkpoints that were kept, as signed notes: the log must still begin with what they say. */
  readonly checkpoints: readonly string[];
}

/**
 * Verifies a log that comes line by line, by nothing but hashes and the signature: needs no key but the public one, and no
 * more memory for a long log than for a short one, but for what was erased.
 */
export class LogVerifier {
  private readonly faults: LogFault[] = [];
  private readonly tree = new CompactTree();
  private head: HeadLine | null = null;
  private checkpoint: Checkpoint | null = null;
  private kept: Checkpoint[] = [];
  private lines = 0;
  private ended = false;
  private readonly records = new RecordCheck();
  private readonly erasures = new ErasureCheck();
  private readonly counts = { entries: 0, others: 0, erased: 0, waiting: 0 };

  constructor(private readonly known: Known) {}

  /** Numbers in it, once the head was taken. */
  get size(): number {
    return this.checkpoint?.size ?? 0;
  }

  take(line: LogLine): void {
    switch (line.kind) {
      case 'head':
        this.takeHead(line);
        break;
      case 'entry':
        this.takeEntry(line);
        break;
      case 'other':
        this.counts.others += 1;
        this.takeNumber(line);
        break;
      case 'missing':
        this.blame(line, 'it is not there any more');
        this.takeNumber(line);
        break;
      case 'execution':
        this.records.show(line.execution);
        break;
      case 'record':
        this.takeRecord(line);
        break;
      case 'end':
        this.requireRecords();
        this.ended = line.lines === this.lines;
        line.refused.forEach((id) =>
          this.blame({ number: null, id }, 'it is in the table, and Signet did not write it'),
        );
        break;
    }
    this.lines += 1;
  }

  report(): LogReport {
    if (this.head === null || !this.ended) {
      this.blame(NONE, 'the file was cut off: lines are missing');
    }
    this.compareRoot();
    this.erasures.settle().forEach((fault) => this.blame(fault, fault.what));
    const { checkpoint } = this;
    return {
      ok: this.faults.length === 0,
      whole: this.head?.about === null,
      checkpoint: checkpoint && {
        origin: checkpoint.origin,
        size: checkpoint.size,
        at: checkpoint.at.toISOString(),
      },
      key: this.key,
      ...this.counts,
      executions: {
        verified: this.records.same,
        erased: this.erasures.executions,
        gone: this.records.gone,
        unproven: this.records.unlisted,
      },
      faults: this.faults.slice(0, MOST_FAULTS),
    };
  }

  private get key(): string {
    return this.known.key ?? this.head?.key ?? '';
  }

  private takeHead(head: HeadLine): void {
    this.head = head;
    if (head.format !== FORMAT) {
      this.blame(NONE, 'it is of a format that this version does not know');
    }
    if (head.checkpoint !== null) {
      this.checkpoint = openCheckpoint(head.checkpoint, this.key);
      if (this.checkpoint === null) {
        this.blame(NONE, 'its checkpoint is not signed with the key');
      }
    }
    this.kept = this.known.checkpoints.flatMap((note) => {
      const kept = openCheckpoint(note, this.key);
      if (kept === null) {
        this.blame(NONE, 'a checkpoint to compare with is not signed with the key');
      } else if (kept.size > this.size) {
        this.blame(
          NONE,
          `it had ${kept.size} entries at ${kept.at.toISOString()}, and has ${this.size}: its end is gone`,
        );
      }
      return kept ?? [];
    });
    this.compareKept();
  }

  private takeEntry(line: EntryLine): void {
    this.counts.entries += 1;
    const bytes = Buffer.from(line.leaf);
    const leaf = readLeaf(bytes);
    if (line.fault !== null) {
      this.blame(line, line.fault);
    } else if (leafHash(bytes).toString('base64') !== line.hash || leaf?.id !== line.id) {
      this.blame(line, 'its leaf is not the one in the tree');
    } else if (line.private === null) {
      this.counts.erased += 1;
      this.erasures.isBare(line.id, line.number);
    } else if (!isBoundBy(line.private, leaf)) {
      this.blame(line, 'its private part is not the one it was written with');
    } else if (isEndEntry(leaf)) {
      this.expectRecords(line.private);
    } else if (isEraseEntry(leaf)) {
      this.erasures.name(line.private);
    }
    if (line.number === null) {
      this.counts.waiting += 1;
    } else if (this.head?.about === null) {
      this.takeNumber({ ...line, number: line.number });
    } else {
      this.followProof(line, line.number);
    }
  }

  /** Records come right behind their entry in a log, and last in evidence. */
  private expectRecords(privateText: string): void {
    if (this.head?.about !== null) {
      this.records.list(privateText);
    } else if (this.head.executions === true) {
      this.requireRecords();
      this.records.list(privateText);
    }
  }

  private requireRecords(): void {
    if (this.head?.about === null) {
      this.records.forgotten().forEach((id) => this.blameRecord(id, 'nothing is said of its record'));
    }
  }

  private takeRecord({ execution, text }: RecordLine): void {
    const what = this.records.take(execution, text);
    if (what !== null && text !== null && WRONG_UNLESS_ERASED.includes(what)) {
      this.erasures.isChanged(execution, text, what);
    } else {
      this.blameRecord(execution, what);
    }
  }

  private blameRecord(id: string, what: string | null): void {
    if (what !== null) {
      this.blame(NONE, `execution ${id}: ${what}`);
    }
  }

  private takeNumber(
    line: Pick<EntryLine | OtherLine | MissingLine, 'hash'> & { readonly number: number },
  ): void {
    if (line.number !== this.tree.size) {
      this.blame({ number: this.tree.size, id: null }, `its line is missing: ${line.number} follows`);
    }
    this.tree.append(Buffer.from(line.hash, 'base64'));
    this.compareKept();
  }

  private followProof(line: EntryLine, number: number): void {
    const path = (line.proof ?? []).map((hash) => Buffer.from(hash, 'base64'));
    const root = rootByPath(Buffer.from(line.hash, 'base64'), number, this.size, path);
    if (root === null || this.checkpoint === null || !root.equals(this.checkpoint.root)) {
      this.blame(line, 'its proof does not lead to the checkpoint');
    }
  }

  /** Of those that were kept, the ones of this very size. */
  private compareKept(): void {
    if (this.head?.about !== null) {
      return;
    }
    for (const { size, root, at } of this.kept) {
      if (size === this.tree.size && !this.tree.root().equals(root)) {
        this.blame(NONE, `its first ${size} entries are not those that were signed at ${at.toISOString()}`);
      }
    }
  }

  private compareRoot(): void {
    const { checkpoint, tree } = this;
    if (checkpoint === null || this.head?.about !== null) {
      return;
    }
    if (tree.size !== checkpoint.size) {
      this.blame(NONE, `it has ${tree.size} entries, and its checkpoint says ${checkpoint.size}`);
    } else if (!tree.root().equals(checkpoint.root)) {
      this.blame(NONE, 'its entries do not lead to the root that was signed');
    }
  }

  private blame({ number, id }: Pick<LogFault, 'number' | 'id'>, what: string): void {
    this.faults.push({ number, id, what });
    this.faults.length = Math.min(this.faults.length, MOST_FAULTS);
  }
}

const NONE = { number: null, id: null };

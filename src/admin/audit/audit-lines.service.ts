import { Injectable } from '@nestjs/common';
import { AuditKeys } from '../../audit/audit-keys.service.js';
import { isEndEntry, recordsIn } from '../../audit/ended-executions.js';
import { erasedIn, isEraseEntry, SUBJECT_ERASE } from '../../audit/erasure.js';
import {
  type EntryLine,
  FORMAT,
  type HeadLine,
  type LogLine,
  type RecordLine,
} from '../../audit/log-line.js';
import {
  AuditTreeView,
  type FoundEntry,
  type NumberedEntry,
  type SignedHead,
} from '../../audit/tree.view.js';
import { TILE_WIDTH } from '../../audit/tiles.js';
import { ExecutionRecordView } from '../../ledger/execution-record.view.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { ExecutionRecords } from './execution-records.service.js';
import type { Caller } from '../access/caller.js';

export type About = { readonly subject: string } | { readonly execution: string };

const FROM_THE_START = '00000000-0000-0000-0000-000000000000';
const PAGE = 200;

/** The audit log as lines, for files that verify without this server. */
@Injectable()
export class AuditLines {
  constructor(
    private readonly tree: AuditTreeView,
    private readonly keys: AuditKeys,
    private readonly executions: ExecutionView,
    private readonly records: ExecutionRecordView,
    private readonly proofs: ExecutionRecords,
  ) {}

  /** Every number up to the last checkpoint; entries of other tenants as hashes. Records of executions if wanted. */
  whole(tenant: string, withRecords = false): AsyncGenerator<LogLine> {
    return withEnd(this.wholeLines(tenant, withRecords), () => this.tree.refused());
  }

  private async *wholeLines(tenant: string, withRecords: boolean): AsyncGenerator<LogLine> {
    const end = await this.tree.end(); // before the head: what is behind it may be in order already
    const head = await this.tree.head();
    const size = head?.size ?? 0;
    yield { ...this.headLine(null, head), ...(withRecords && { executions: true }) };
    for (let tile = 0; tile * TILE_WIDTH < size; tile += 1) {
      for (const entry of await this.tree.tile(tile, size)) {
        const line = numberedLine(entry, tenant);
        yield line;
        if (withRecords) {
          yield* await this.recordsOf(tenant, entry, line);
        }
      }
    }
    for (const entry of await this.tree.behind(tenant, end, SUBJECT_ERASE)) {
      if (entry.number === null || entry.number >= size) {
        yield await this.proven(entry, size); // what it names may be gone from the lines before
      }
    }
  }

  /** Of the executions that an entry names. */
  private async recordsOf(tenant: string, { examined }: NumberedEntry, line: LogLine): Promise<RecordLine[]> {
    const isEnd = examined?.leaf != null && isEndEntry(examined.leaf);
    if (!isEnd || line.kind !== 'entry' || line.private === null) {
      return [];
    }
    const ids = [...recordsIn(line.private).keys()];
    const found = await this.records.find(tenant, ids);
    return ids.map((id) => ({ kind: 'record', execution: id, text: found.get(id)?.text ?? null }));
  }

  /** Everything about one subject, or of one execution. */
  evidence(caller: Caller, about: About): AsyncGenerator<LogLine> {
    return withEnd(this.evidenceLines(caller, about), () => []);
  }

  private async *evidenceLines(caller: Caller, about: About): AsyncGenerator<LogLine> {
    const head = await this.tree.head();
    const size = head?.size ?? 0;
    yield this.headLine(about, head);
    const named = new Set('execution' in about ? [about.execution] : []);
    const erased = { tags: new Set<string>(), told: new Set<string>() };
    for await (const entry of this.entriesAbout(caller.tenant, about)) {
      yield await this.proven(entry, size);
      executionsOf(entry).forEach((id) => named.add(id));
      noteErased(entry, erased);
    }
    for await (const id of this.executionsAbout(caller, about, named)) {
      yield* this.ended(caller, id, size, erased.told);
    }
    for (const entry of await this.tree.tagged(caller.tenant, [...erased.tags], SUBJECT_ERASE)) {
      if (!erased.told.has(entry.row.id)) {
        yield await this.proven(entry, size);
      }
    }
  }

  private async *entriesAbout(tenant: string, about: About): AsyncGenerator<FoundEntry> {
    for (let after = FROM_THE_START; ;) {
      const found = await this.tree.about(tenant, about, { after, limit: PAGE });
      yield* found;
      if (found.length < PAGE) {
        return;
      }
      after = found.at(-1)!.row.id;
    }
  }

  /** Those that were named, and all for events about the subject. */
  private async *executionsAbout(
    caller: Caller,
    about: About,
    named: ReadonlySet<string>,
  ): AsyncGenerator<string> {
    yield* named;
    if (!('subject' in about)) {
      return;
    }
    for (let before: string | null = null; ;) {
      const found = await this.executions.list(caller, about, { before, limit: PAGE });
      yield* found.map(({ id }) => id).filter((id) => !named.has(id));
      if (found.length < PAGE) {
        return;
      }
      before = found.at(-1)!.id;
    }
  }

  /** An execution, its record once it has ended, and the entries that have its digest; one of `told` is not told again. */
  private async *ended(caller: Caller, id: string, size: number, told: Set<string>): AsyncGenerator<LogLine> {
    const { state, text, entry, ended } = await this.proofs.find(caller.tenant, id);
    const execution = await this.executions.find(caller, id); // last: what has a record is not shown as it was before
    if (execution === null) {
      return;
    }
    if (ended !== null) {
      yield await this.proven(ended, size);
    }
    if (state === 'erased' && entry !== null && !told.has(entry.row.id)) {
      told.add(entry.row.id);
      yield await this.proven(entry, size);
    }
    yield { kind: 'execution', execution };
    if (state !== 'open') {
      yield { kind: 'record', execution: id, text: state === 'unproven' ? null : text };
    }
  }

  private headLine(about: About | null, head: SignedHead | null): HeadLine {
    return {
      kind: 'head',
      format: FORMAT,
      about,
      key: this.keys.signer.verifierKey,
      checkpoint: head?.note ?? null,
    };
  }

  /** What was put in order after the checkpoint was signed waits for the next one. */
  private async proven({ number, row, examined }: FoundEntry, size: number): Promise<EntryLine> {
    const signed = number !== null && number < size ? number : null;
    const proof = signed === null ? null : await this.tree.proof(signed, size);
    return {
      kind: 'entry',
      number: signed,
      id: row.id,
      hash: row.leafHash.toString('base64'),
      leaf: row.leaf.toString('utf8'),
      private: examined.privateText,
      ...(proof && { proof: proof.map((hash) => hash.toString('base64')) }),
      fault: examined.fault,
    };
  }
}

/** Whose it is, and those it says were erased. */
function executionsOf({ row, examined }: FoundEntry): string[] {
  const { leaf, privateText, fault } = examined;
  const isErasure = fault === null && leaf !== null && privateText !== null && isEraseEntry(leaf);
  return [
    ...(row.execution === null ? [] : [row.execution]),
    ...(isErasure ? erasedIn(privateText).executions.keys() : []),
  ];
}

/** Under which tags something was erased, and which entries that may say so were told. */
function noteErased(
  { row }: FoundEntry,
  { tags, told }: { readonly tags: Set<string>; readonly told: Set<string> },
): void {
  told.add(row.id);
  if (row.sealed === null && row.subjectTag !== null) {
    tags.add(row.subjectTag);
  }
}

/** The lines, and the one that says how many there were. */
async function* withEnd(
  lines: AsyncIterable<LogLine>,
  refused: () => readonly string[] | Promise<readonly string[]>,
): AsyncGenerator<LogLine> {
  let count = 0;
  for await (const line of lines) {
    yield line;
    count += 1;
  }
  yield { kind: 'end', lines: count, refused: await refused() };
}

function numberedLine({ number, id, hash, row, examined }: NumberedEntry, tenant: string): LogLine {
  const inTree = hash.toString('base64');
  if (row === null || examined === null) {
    return { kind: 'missing', number, id, hash: inTree };
  }
  const isOther = examined.fault === null && row.tenant !== tenant && row.leafHash.equals(hash);
  if (isOther) {
    return { kind: 'other', number, hash: inTree };
  }
  const isShown = row.tenant === tenant;
  return {
    kind: 'entry',
    number,
    id,
    hash: inTree,
    leaf: isShown ? row.leaf.toString('utf8') : '',
    private: isShown ? examined.privateText : null,
    fault: examined.fault ?? (row.leafHash.equals(hash) ? null : 'its leaf is not the one in the tree'),
  };
}

import { Injectable } from '@nestjs/common';
import { AuditKeys } from '../../audit/audit-keys.service.js';
import { type EntryLine, FORMAT, type LogLine } from '../../audit/log-line.js';
import {
  AuditTreeView,
  type FoundEntry,
  type NumberedEntry,
  type SignedHead,
} from '../../audit/tree.view.js';
import { TILE_WIDTH } from '../../audit/tiles.js';
import { ExecutionView } from '../../ledger/execution.view.js';
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
  ) {}

  /** Every number up to the last checkpoint; entries of other tenants as hashes. */
  async *whole(tenant: string): AsyncGenerator<LogLine> {
    const head = await this.tree.head();
    const size = head?.size ?? 0;
    yield this.headLine(null, head);
    for (let tile = 0; tile * TILE_WIDTH < size; tile += 1) {
      for (const entry of await this.tree.tile(tile, size)) {
        yield numberedLine(entry, tenant);
      }
    }
    yield { kind: 'end', lines: size + 1, refused: await this.tree.refused() };
  }

  /** Everything about one subject, or of one execution. */
  async *evidence(caller: Caller, about: About): AsyncGenerator<LogLine> {
    const head = await this.tree.head();
    let lines = 1;
    yield this.headLine(about, head);
    const executions = new Set('execution' in about ? [about.execution] : []);
    for (let after = FROM_THE_START; ;) {
      const found = await this.tree.about(caller.tenant, about, { after, limit: PAGE });
      for (const entry of found) {
        yield await this.proven(entry, head?.size ?? 0);
        lines += 1;
        executions.add(entry.row.execution ?? FROM_THE_START);
      }
      after = found.at(-1)?.row.id ?? after;
      if (found.length < PAGE) {
        break;
      }
    }
    for (const id of executions) {
      const execution = await this.executions.find(caller, id);
      if (execution !== null) {
        yield { kind: 'execution', execution };
        lines += 1;
      }
    }
    yield { kind: 'end', lines, refused: [] };
  }

  private headLine(about: About | null, head: SignedHead | null): LogLine {
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
    const isSigned = number !== null && number < size;
    const proof = isSigned ? await this.tree.proof(number, size) : null;
    return {
      kind: 'entry',
      number: isSigned ? number : null,
      id: row.id,
      hash: row.leafHash.toString('base64'),
      leaf: row.leaf.toString('utf8'),
      private: examined.privateText,
      ...(proof && { proof: proof.map((hash) => hash.toString('base64')) }),
      fault: examined.fault,
    };
  }
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

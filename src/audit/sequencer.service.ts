import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditKeys } from './audit-keys.service.js';
import { checkpointText } from './checkpoint.js';
import { leafHash } from './leaf.js';
import { type Head, type NextEntry, type Place, SequenceRepository } from './sequence.repository.js';
import { TILE_WIDTH, TileEdge } from './tiles.js';

/** Entries of one transaction: so many hold nobody else up for long. */
const BATCH = 500;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What a turn did. */
export interface Sequenced {
  /** Entries in the log. */
  readonly size: number;
  /** Rows that are not of this program's making, found in this turn. */
  readonly refused: readonly { readonly id: string; readonly why: string }[];
  /** All of them, since the beginning. */
  readonly refusedInAll: number;
  /** Seconds the first entry that is not in order yet has been there. */
  readonly waitingSeconds: number;
  /** There is more to do at once. */
  readonly more: boolean;
}

/**
 * Puts the entries of the audit log in order, in a tree over which it signs checkpoints (RFC 6962). Whoever writes one does
 * so in the transaction of the deed and waits for nobody; an entry gets its number once every transaction before its own
 * has ended, so that none can come before it later. Any number of processes may try, one does it.
 */
@Injectable()
export class Sequencer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sequence: SequenceRepository,
    private readonly keys: AuditKeys,
  ) {}

  /** One batch; null while somebody else is at it. */
  async turn(now: Date): Promise<Sequenced | null> {
    return this.dataSource.transaction(async (tx) => {
      const head = await this.sequence.lockHead(tx);
      return head === null ? null : this.goOn(tx, head, now);
    });
  }

  private async goOn(tx: EntityManager, head: Head, now: Date): Promise<Sequenced> {
    const isElsewhere = BigInt(head.horizon) < BigInt(head.xid); // a dump of another server: all of its entries are there
    const entries = await this.sequence.next(tx, head, isElsewhere ? null : head.horizon, BATCH);
    const more = entries.length === BATCH || isElsewhere;
    const last = entries.at(-1);
    const passed: Place = last ? { era: head.era, xid: last.xid, id: last.id } : head;
    const place = isElsewhere && entries.length < BATCH ? { era: head.era + 1, xid: '0', id: NO_ID } : passed;
    const { size, refused } = await this.append(tx, head, entries, now);
    if (place !== head) {
      await this.sequence.advance(tx, size, place);
    }
    const waitingSeconds = await this.sequence.waitingSeconds(tx, place);
    return { size, refused, refusedInAll: await this.sequence.countRefused(tx), waitingSeconds, more };
  }

  private async append(
    tx: EntityManager,
    head: Head,
    entries: readonly NextEntry[],
    now: Date,
  ): Promise<Pick<Sequenced, 'size' | 'refused'>> {
    const refused = entries.flatMap((entry) => {
      const why = this.faultOf(entry);
      return why === null ? [] : [{ id: entry.id, why }];
    });
    const strangers = new Set(refused.map(({ id }) => id));
    const own = entries.filter(({ id }) => !strangers.has(id));
    if (refused.length > 0) {
      await this.sequence.refuse(tx, refused);
    }
    if (own.length === 0) {
      return { size: head.size, refused };
    }
    const { tiles, ids } = await this.sequence.edge(tx, head.size);
    const edge = new TileEdge(head.size, tiles);
    own.forEach(({ leafHash: hash }) => edge.append(hash));
    const places = [...ids, ...own].map((one): Place =>
      typeof one === 'string' ? { ...head, id: one } : { era: head.era, xid: one.xid, id: one.id },
    );
    await this.sequence.write(tx, edge.changed(), places, head.size - (head.size % TILE_WIDTH));
    await this.sign(tx, edge, now);
    return { size: edge.size, refused };
  }

  private async sign(tx: EntityManager, edge: TileEdge, at: Date): Promise<void> {
    const { signer } = this.keys;
    const text = checkpointText({ origin: signer.name, size: edge.size, root: edge.root(), at });
    await this.sequence.sign(tx, edge.size, at, signer.sign(text));
  }

  private faultOf({ leaf, leafHash: hash, mac }: NextEntry): string | null {
    if (!this.keys.isOurs(leaf, mac)) {
      return 'not written by this Signet';
    }
    return leafHash(leaf).equals(hash) ? null : 'its hash is not that of its leaf';
  }
}

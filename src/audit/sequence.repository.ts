import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { byteArray, plainArray, textArray } from '../database/arrays.js';
import { PAST_INDEXES } from '../database/data-source.js';
import { run, type Statement } from '../database/statement.js';
import { edgeOf, type Tile, TILE_WIDTH } from './tiles.js';

/**
 * A place in the order of entries: by the transaction that wrote them, then by id. Transactions begin to count anew on a
 * server that a dump was restored to, which is another `era`.
 */
export interface Place {
  readonly era: number;
  readonly xid: string;
  readonly id: string;
}

export interface Head extends Place {
  readonly size: number;
  /** Transactions before this one have ended; those from it on may not have. */
  readonly horizon: string;
}

export interface NextEntry {
  readonly id: string;
  readonly xid: string;
  readonly leaf: Buffer;
  readonly leafHash: Buffer;
  readonly mac: Buffer;
}

/** A tile of level 0 as it is kept. */
export interface EdgeTiles {
  readonly tiles: readonly Tile[];
  /** Ids of the leaves in the last tile of level 0. */
  readonly ids: readonly string[];
}

/**
 * The log is long, what is new in it short, and statistics are of a moment before it: what is read goes by indexes and in
 * their order, or a backlog would be sorted from its beginning to its end for every batch (ADR 22).
 */
const BY_INDEX = `
select set_config('enable_' || way, 'off', true) from unnest('{${PAST_INDEXES.join(',')}}'::text[]) way`;

const LOCK_HEAD: Statement = {
  name: 'audit_lock_head',
  text: `
select size::float8, era, xid::text, id, pg_snapshot_xmin(pg_current_snapshot())::text as horizon
  from audit_head for update skip locked`,
};

/** An entry of a former era is found in the tile that begins at it or last before it. */
const NEXT: Statement = {
  name: 'audit_next',
  text: `
select e.id, e.xid::text, e.leaf, e.leaf_hash as "leafHash", e.mac from audit_entry e
 where e.xid >= $2::xid8 and (e.xid, e.id) > ($2::xid8, $3::uuid) and ($4::xid8 is null or e.xid < $4::xid8)
   and not exists (
     select from generate_series(0, $1::int - 1) as former (era)
      cross join lateral (select t.ids from audit_tile t
                           where t.level = 0 and (t.era, t.first_xid, t.first_id) <= (former.era, e.xid, e.id)
                           order by t.era desc, t.first_xid desc, t.first_id desc limit 1) t
      where e.id = any(t.ids))
 order by e.xid, e.id limit $5`,
};

const EDGE: Statement = {
  name: 'audit_edge',
  text: `
select t.level, t.index::float8, t.hashes, t.ids
  from unnest($1::smallint[], $2::bigint[]) as k (level, index) join audit_tile t using (level, index)`,
};

const WRITE_TILES: Statement = {
  name: 'audit_write_tiles',
  text: `
insert into audit_tile (level, index, hashes, ids, era, first_xid, first_id)
select level, index, hashes, ids::uuid[], era, first_xid::xid8, first_id
  from unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::text[], $5::int[], $6::text[], $7::uuid[])
    as t (level, index, hashes, ids, era, first_xid, first_id)
    on conflict (level, index) do update set hashes = excluded.hashes, ids = excluded.ids`,
};

const REFUSE: Statement = {
  name: 'audit_refuse',
  text: `
insert into audit_refused (entry_id, why) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing`,
};

const ADVANCE: Statement = {
  name: 'audit_advance',
  text: `update audit_head set size = $1, era = $2, xid = $3::xid8, id = $4`,
};

/** The last one stays, and the last one of each hour. */
const SIGN: Statement = {
  name: 'audit_sign',
  text: `
with gone as (
  delete from audit_checkpoint c
   where c.size <> $1 and c.at >= date_trunc('hour', $2::timestamptz) and c.at < date_trunc('hour', $2::timestamptz) + interval '1 hour'
)
insert into audit_checkpoint (size, at, note) values ($1, $2, $3)
    on conflict (size) do update set at = excluded.at, note = excluded.note`,
};

/** Of the first entry that is not in order, going by when it was written; null when all are. */
const WAITING: Statement = {
  name: 'audit_waiting',
  text: `
select extract(epoch from clock_timestamp() - e.at)::float8 as seconds from audit_entry e
 where e.xid >= $1::xid8 and (e.xid, e.id) > ($1::xid8, $2::uuid) order by e.xid, e.id limit 1`,
};

/** The order of the audit log, as it is written: in one transaction, by whoever has the head. */
@Injectable()
export class SequenceRepository {
  /** Null while somebody else has it. */
  async lockHead(tx: EntityManager): Promise<Head | null> {
    await tx.query(BY_INDEX);
    const [head] = await run<Head>(tx, LOCK_HEAD, []);
    return head ?? null;
  }

  /** What comes after `place`, up to the transaction `before` (null: to the end), `most` entries. */
  next(tx: EntityManager, place: Place, before: string | null, most: number): Promise<NextEntry[]> {
    return run(tx, NEXT, [place.era, place.xid, place.id, before, most]);
  }

  async edge(tx: EntityManager, size: number): Promise<EdgeTiles> {
    const keys = edgeOf(size);
    const rows = await run<{ level: number; index: number; hashes: Buffer; ids: string[] | null }>(tx, EDGE, [
      plainArray(keys.map(({ level }) => level)),
      plainArray(keys.map(({ index }) => index)),
    ]);
    const tiles = rows.map(({ level, index, hashes }) => ({ level, index, hashes: hashesIn(hashes) }));
    return { tiles, ids: rows.find(({ level }) => level === 0)?.ids ?? [] };
  }

  /** `places` are those of all leaves from the beginning of the last tile that was not full, `ids` included. */
  async write(
    tx: EntityManager,
    tiles: readonly Tile[],
    places: readonly Place[],
    from: number,
  ): Promise<void> {
    const rows = tiles.map(({ level, index, hashes }) => {
      const own = level === 0 ? places.slice(index * TILE_WIDTH - from, (index + 1) * TILE_WIDTH - from) : [];
      return { level, index, hashes: Buffer.concat(hashes), own, first: own[0] ?? null };
    });
    await run(tx, WRITE_TILES, [
      plainArray(rows.map(({ level }) => level)),
      plainArray(rows.map(({ index }) => index)),
      byteArray(rows.map(({ hashes }) => hashes)),
      textArray(rows.map(({ own }) => (own.length === 0 ? null : plainArray(own.map(({ id }) => id))))),
      plainArray(rows.map(({ first }) => first?.era ?? null)),
      textArray(rows.map(({ first }) => first?.xid ?? null)),
      plainArray(rows.map(({ first }) => first?.id ?? null)),
    ]);
  }

  async refuse(
    tx: EntityManager,
    refused: readonly { readonly id: string; readonly why: string }[],
  ): Promise<void> {
    await run(tx, REFUSE, [
      plainArray(refused.map(({ id }) => id)),
      textArray(refused.map(({ why }) => why)),
    ]);
  }

  async advance(tx: EntityManager, size: number, { era, xid, id }: Place): Promise<void> {
    await run(tx, ADVANCE, [size, era, xid, id]);
  }

  async sign(tx: EntityManager, size: number, at: Date, note: string): Promise<void> {
    await run(tx, SIGN, [size, at.toISOString(), note]);
  }

  /** Seconds the first entry after `place` has been there. */
  async waitingSeconds(tx: EntityManager, { xid, id }: Place): Promise<number> {
    const [row] = await run<{ seconds: number }>(tx, WAITING, [xid, id]);
    return Math.max(0, row?.seconds ?? 0);
  }

  async countRefused(tx: EntityManager): Promise<number> {
    const [row]: { count: number }[] = await tx.query('select count(*)::int as count from audit_refused');
    return row!.count;
  }
}

/** 32 bytes each. */
export function hashesIn(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, (at + 1) * 32));
}

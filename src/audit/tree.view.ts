import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditKeys } from './audit-keys.service.js';
import { type Examined, examine, STORED_COLUMNS, type StoredEntry } from './examine.js';
import { foldRoots, type NodeHash, pathRanges, subtreeRoot, subtreesOf } from './merkle.js';
import { hashesIn } from './sequence.repository.js';
import { placeOf, TILE_WIDTH } from './tiles.js';

/** The last thing that was signed. */
export interface SignedHead {
  readonly size: number;
  readonly at: Date;
  /** The checkpoint, as a signed note. */
  readonly note: string;
}

/** One number of the log: whose hash stands there, and the row it is of, as far as it is there. */
export interface NumberedEntry {
  readonly number: number;
  readonly id: string;
  readonly hash: NodeHash;
  readonly row: StoredEntry | null;
  readonly examined: Examined | null;
}

/** An entry that was asked for; its number is null while it is not in order. */
export interface FoundEntry {
  readonly number: number | null;
  readonly row: StoredEntry;
  readonly examined: Examined;
}

/** Where an entry stands: `signed` with its number, `waiting` for the next checkpoint, `refused` as none of our making. */
export interface EntryPlace {
  readonly state: 'signed' | 'waiting' | 'refused';
  /** From 0; null where it is not signed. */
  readonly number: number | null;
}

/** An entry, by where it stands in the order. */
export interface LogPlace {
  readonly xid: string;
  readonly id: string;
}

const HEAD = 'select size::float8, at, note from audit_checkpoint order by size desc limit 1';

const TILE = 'select hashes, ids from audit_tile where level = $1 and index = $2';

const ROWS = `select ${STORED_COLUMNS} from audit_entry where id = any($1::uuid[])`;

/** The tile of level 0 that has an entry begins at it or last before it, in one of the eras. */
const PLACES = `
select e.id, t.index::float8 as tile, array_position(t.ids, e.id) as place
  from audit_entry e
 cross join lateral (select distinct era from audit_tile where level = 0) former
 cross join lateral (select t.index, t.ids from audit_tile t
                      where t.level = 0 and (t.era, t.first_xid, t.first_id) <= (former.era, e.xid, e.id)
                      order by t.era desc, t.first_xid desc, t.first_id desc limit 1) t
 where e.id = any($1::uuid[]) and e.id = any(t.ids)`;

/** The tree over the audit log, as it is read. */
@Injectable()
export class AuditTreeView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: AuditKeys,
  ) {}

  /** Null as long as nothing is in order. */
  async head(): Promise<SignedHead | null> {
    const [head]: SignedHead[] = await this.dataSource.query(HEAD);
    return head ?? null;
  }

  /** Ids of rows that are in the table and not of our making. */
  async refused(): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      'select entry_id as id from audit_refused order by found_at, entry_id limit 1000',
    );
    return rows.map(({ id }) => id);
  }

  /** A place for each of the ids. */
  async placesOf(ids: readonly string[]): Promise<Map<string, EntryPlace>> {
    const size = (await this.head())?.size ?? 0; // first: what is in order later counts as waiting
    const numbers = await this.numbersOf(ids);
    const rows: { id: string }[] = await this.dataSource.query(
      'select entry_id as id from audit_refused where entry_id = any($1::uuid[])',
      [ids],
    );
    const refused = new Set(rows.map(({ id }) => id));
    return new Map(
      ids.map((id): [string, EntryPlace] => {
        const number = numbers.get(id);
        if (number !== undefined && number < size) {
          return [id, { state: 'signed', number }];
        }
        return [id, { state: refused.has(id) ? 'refused' : 'waiting', number: null }];
      }),
    );
  }

  /** The entries of one tile, of those that a log of `size` has. */
  async tile(index: number, size: number): Promise<NumberedEntry[]> {
    const { hashes, ids } = await this.read(0, index);
    const rows: StoredEntry[] = await this.dataSource.query(ROWS, [ids]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return hashes.slice(0, size - index * TILE_WIDTH).map((hash, place) => {
      const id = ids[place]!;
      const row = byId.get(id) ?? null;
      const examined = row && examine(row, this.keys);
      return { number: index * TILE_WIDTH + place, id, hash, row, examined };
    });
  }

  /** Entries about a subject or of an execution, oldest first, from the id `after` on. */
  async about(
    tenant: string,
    about: { readonly subject: string } | { readonly execution: string },
    page: { readonly after: string; readonly limit: number },
  ): Promise<FoundEntry[]> {
    const [column, value] =
      'subject' in about
        ? ['subject_tag', this.keys.tagOf(tenant, about.subject)]
        : ['execution_id', about.execution];
    const rows: StoredEntry[] = await this.dataSource.query(
      `select ${STORED_COLUMNS} from audit_entry where tenant = $1 and ${column} = $2 and id > $3 order by id limit $4`,
      [tenant, value, page.after, page.limit],
    );
    return this.found(rows);
  }

  /** Entries of a verb that a transaction wrote. */
  async writtenBy(tenant: string, xid: string, verb: string): Promise<FoundEntry[]> {
    const rows: StoredEntry[] = await this.dataSource.query(
      `select ${STORED_COLUMNS} from audit_entry where xid = $1::xid8 and tenant = $2 and verb = $3 order by id`,
      [xid, tenant, verb],
    );
    return this.found(rows);
  }

  /** Where the order ends just now. */
  async end(): Promise<LogPlace> {
    const [place]: [LogPlace] = await this.dataSource.query('select xid::text, id from audit_head');
    return place;
  }

  /** Entries of a verb behind a place, in their order. */
  async behind(tenant: string, { xid, id }: LogPlace, verb: string): Promise<FoundEntry[]> {
    const rows: StoredEntry[] = await this.dataSource.query(
      `select ${STORED_COLUMNS} from audit_entry
        where xid >= $1::xid8 and (xid, id) > ($1::xid8, $2::uuid) and tenant = $3 and verb = $4 order by xid, id`,
      [xid, id, tenant, verb],
    );
    return this.found(rows);
  }

  /** Entries of a verb under tags of subjects. */
  async tagged(tenant: string, tags: readonly string[], verb: string): Promise<FoundEntry[]> {
    const rows: StoredEntry[] = await this.dataSource.query(
      `select ${STORED_COLUMNS} from audit_entry
        where tenant = $1 and subject_tag = any($2::text[]) and verb = $3 order by id`,
      [tenant, tags, verb],
    );
    return this.found(rows);
  }

  private async found(rows: readonly StoredEntry[]): Promise<FoundEntry[]> {
    const numbers = await this.numbersOf(rows.map(({ id }) => id));
    return rows.map((row) => ({
      number: numbers.get(row.id) ?? null,
      row,
      examined: examine(row, this.keys),
    }));
  }

  /** Hashes that lead from an entry to the root of a log of `size` (RFC 6962 section 2.1.1). */
  proof(number: number, size: number): Promise<NodeHash[]> {
    return Promise.all(pathRanges(number, size).map(([from, to]) => this.rangeRoot(from, to)));
  }

  private async rangeRoot(from: number, to: number): Promise<NodeHash> {
    const roots = subtreesOf(from, to).map(async (subtree) => {
      const place = placeOf(subtree);
      const { hashes } = await this.read(place.level, place.index);
      return subtreeRoot(hashes.slice(place.from, place.to));
    });
    return foldRoots(await Promise.all(roots));
  }

  private async numbersOf(ids: readonly string[]): Promise<Map<string, number>> {
    const rows: { id: string; tile: number; place: number }[] = await this.dataSource.query(PLACES, [ids]);
    return new Map(rows.map(({ id, tile, place }) => [id, tile * TILE_WIDTH + place - 1]));
  }

  private async read(level: number, index: number): Promise<{ hashes: NodeHash[]; ids: string[] }> {
    const rows: { hashes: Buffer; ids: string[] | null }[] = await this.dataSource.query(TILE, [
      level,
      index,
    ]);
    const [row] = rows;
    return { hashes: hashesIn(row?.hashes ?? Buffer.alloc(0)), ids: row?.ids ?? [] };
  }
}

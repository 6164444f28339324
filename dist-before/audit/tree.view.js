var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditKeys } from './audit-keys.service.js';
import { examine, STORED_COLUMNS } from './examine.js';
import { foldRoots, pathRanges, subtreeRoot, subtreesOf } from './merkle.js';
import { hashesIn } from './sequence.repository.js';
import { placeOf, TILE_WIDTH } from './tiles.js';
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
let AuditTreeView = class AuditTreeView {
    dataSource;
    keys;
    constructor(dataSource, keys) {
        this.dataSource = dataSource;
        this.keys = keys;
    }
    /** Null as long as nothing is in order. */
    async head() {
        const [head] = await this.dataSource.query(HEAD);
        return head ?? null;
    }
    /** Ids of rows that are in the table and not of our making. */
    async refused() {
        const rows = await this.dataSource.query('select entry_id as id from audit_refused order by found_at, entry_id limit 1000');
        return rows.map(({ id }) => id);
    }
    /** A place for each of the ids. */
    async placesOf(ids) {
        const size = (await this.head())?.size ?? 0; // first: what is in order later counts as waiting
        const numbers = await this.numbersOf(ids);
        const rows = await this.dataSource.query('select entry_id as id from audit_refused where entry_id = any($1::uuid[])', [ids]);
        const refused = new Set(rows.map(({ id }) => id));
        return new Map(ids.map((id) => {
            const number = numbers.get(id);
            if (number !== undefined && number < size) {
                return [id, { state: 'signed', number }];
            }
            return [id, { state: refused.has(id) ? 'refused' : 'waiting', number: null }];
        }));
    }
    /** The entries of one tile, of those that a log of `size` has. */
    async tile(index, size) {
        const { hashes, ids } = await this.read(0, index);
        const rows = await this.dataSource.query(ROWS, [ids]);
        const byId = new Map(rows.map((row) => [row.id, row]));
        return hashes.slice(0, size - index * TILE_WIDTH).map((hash, place) => {
            const id = ids[place];
            const row = byId.get(id) ?? null;
            const examined = row && examine(row, this.keys);
            return { number: index * TILE_WIDTH + place, id, hash, row, examined };
        });
    }
    /** Entries about a subject or of an execution, oldest first, from the id `after` on. */
    async about(tenant, about, page) {
        const [column, value] = 'subject' in about
            ? ['subject_tag', this.keys.tagOf(tenant, about.subject)]
            : ['execution_id', about.execution];
        const rows = await this.dataSource.query(`select ${STORED_COLUMNS} from audit_entry where tenant = $1 and ${column} = $2 and id > $3 order by id limit $4`, [tenant, value, page.after, page.limit]);
        const numbers = await this.numbersOf(rows.map(({ id }) => id));
        return rows.map((row) => ({
            number: numbers.get(row.id) ?? null,
            row,
            examined: examine(row, this.keys),
        }));
    }
    /** Hashes that lead from an entry to the root of a log of `size` (RFC 6962 section 2.1.1). */
    proof(number, size) {
        return Promise.all(pathRanges(number, size).map(([from, to]) => this.rangeRoot(from, to)));
    }
    async rangeRoot(from, to) {
        const roots = subtreesOf(from, to).map(async (subtree) => {
            const place = placeOf(subtree);
            const { hashes } = await this.read(place.level, place.index);
            return subtreeRoot(hashes.slice(place.from, place.to));
        });
        return foldRoots(await Promise.all(roots));
    }
    async numbersOf(ids) {
        const rows = await this.dataSource.query(PLACES, [ids]);
        return new Map(rows.map(({ id, tile, place }) => [id, tile * TILE_WIDTH + place - 1]));
    }
    async read(level, index) {
        const rows = await this.dataSource.query(TILE, [
            level,
            index,
        ]);
        const [row] = rows;
        return { hashes: hashesIn(row?.hashes ?? Buffer.alloc(0)), ids: row?.ids ?? [] };
    }
};
AuditTreeView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        AuditKeys])
], AuditTreeView);
export { AuditTreeView };
//# sourceMappingURL=tree.view.js.map
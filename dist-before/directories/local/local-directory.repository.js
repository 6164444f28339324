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
import { run } from '../../database/statement.js';
import { TargetUnavailable } from '../../errors/errors.js';
import { isName } from '../storable.js';
import { UserBatch } from './user-batch.js';
import { toShown, toUser, USER_COLUMNS, userColumns } from './user-row.js';
import { INSERT, LOCK, LOCK_FREE, READ, SEED, UPDATE } from './user-statements.js';
/** Rows one seeding statement carries. */
const SEED_ROWS = 5_000;
/** Users of built-in directories, table `directory_user`. A deleted user keeps its key and version, nothing else. */
let LocalDirectoryRepository = class LocalDirectoryRepository {
    dataSource;
    constructor(dataSource) {
        this.dataSource = dataSource;
    }
    /**
     * Applies many changes in at most three statements and gives one outcome per request, in their order. Changes of one
     * user compose. A request that fails leaves the others alone.
     *
     * No deadlocks: rows are locked in key order before anything is written, new rows are inserted in key order before
     * any row is updated, and rows that appeared meanwhile are only taken when nobody holds them.
     */
    async applyAll(tx, requests) {
        const batch = new UserBatch(requests);
        const turns = batch.turns();
        const users = await this.lock(tx, turns, LOCK);
        const played = turns.map((turn, position) => batch.play(turn, users.get(position) ?? null));
        const appeared = await this.insert(tx, played.filter(({ after }, position) => after !== null && !users.has(position)));
        await this.update(tx, played.filter(({ before, after }, position) => after !== before && users.has(position)));
        if (appeared.length > 0) {
            await this.applyToAppeared(tx, batch, appeared);
        }
        return batch.results();
    }
    async find(tenant, directory, id) {
        const row = await this.read(tenant, directory, id);
        return row === null ? null : toUser(row);
    }
    /** Users by key, in the order of the keys; null for one that is not there, or could not be. */
    async look(tx, keys) {
        const possible = keys.filter(({ id }) => isName(id));
        const users = await this.lock(tx, possible, READ);
        const found = new Map(possible.map((key, position) => [key, users.get(position) ?? null]));
        return keys.map((key) => found.get(key) ?? null);
    }
    /** With the execution that changed it last. */
    async show(tenant, directory, id) {
        const row = await this.read(tenant, directory, id);
        return row === null ? null : toShown(row);
    }
    /** How many users a directory has, counted up to `most`; Infinity counts all. */
    async countUpTo(tenant, directory, most, db = this.dataSource.manager) {
        const [row] = await db.query(`select count(*)::int as count from (
         select from directory_user where tenant = $1 and directory = $2 and deleted_at is null limit $3) u`, [tenant, directory, Number.isFinite(most) ? most : null]);
        return row.count;
    }
    /** A page in the order of ids: the first `limit` users after the id `after` (null: from the start). */
    async list(tenant, directory, after, limit) {
        const rows = await this.dataSource.query(`select ${USER_COLUMNS} from directory_user u
        where u.tenant = $1 and u.directory = $2 and u.id > $3 and u.deleted_at is null
        order by u.id limit $4`, [tenant, directory, after ?? '', limit]);
        return rows.map(toShown);
    }
    /** Puts users as given, whatever was there. */
    async seed(tx, tenant, directory, users) {
        for (let start = 0; start < users.length; start += SEED_ROWS) {
            const placed = users
                .slice(start, start + SEED_ROWS)
                .map((user) => ({ tenant, directory, id: user.id, user, by: null }));
            await run(tx, SEED, userColumns(placed));
        }
    }
    async read(tenant, directory, id) {
        const rows = await this.dataSource.query(`select ${USER_COLUMNS} from directory_user u
        where u.tenant = $1 and u.directory = $2 and u.id = $3 and u.deleted_at is null`, [tenant, directory, id]);
        return rows[0] ?? null;
    }
    /** Their insert met a row that somebody committed since we looked: look again, without waiting while holding locks. */
    async applyToAppeared(tx, batch, turns) {
        const users = await this.lock(tx, turns, LOCK_FREE);
        const changed = [];
        for (const [position, turn] of turns.entries()) {
            const user = users.get(position);
            if (user === undefined) {
                batch.fail(turn, new TargetUnavailable('the user is being created at this moment', { user: turn.id }));
                continue;
            }
            const played = batch.play(turn, user);
            if (played.after !== played.before) {
                changed.push(played);
            }
        }
        await this.update(tx, changed);
    }
    async lock(tx, keys, statement) {
        if (keys.length === 0) {
            return new Map();
        }
        const rows = await run(tx, statement, [
            keys.map(({ tenant }) => tenant),
            keys.map(({ directory }) => directory),
            keys.map(({ id }) => id),
        ]);
        return new Map(rows.map((row) => [Number(row.n) - 1, row.deleted ? null : toUser(row)]));
    }
    /** Returns the turns whose row somebody else made first. */
    async insert(tx, played) {
        if (played.length === 0) {
            return [];
        }
        const rows = await run(tx, INSERT, userColumns(played.map(placedAfter)));
        const made = new Set(rows.map(keyOf));
        return played.map(({ turn }) => turn).filter((turn) => !made.has(keyOf(turn)));
    }
    async update(tx, played) {
        if (played.length === 0) {
            return;
        }
        await run(tx, UPDATE, userColumns(played.map(placedAfter)));
    }
};
LocalDirectoryRepository = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource])
], LocalDirectoryRepository);
export { LocalDirectoryRepository };
function placedAfter({ turn, after, by }) {
    return { tenant: turn.tenant, directory: turn.directory, id: turn.id, user: after, by };
}
function keyOf(key) {
    return `${key.tenant}\0${key.directory}\0${key.id}`;
}
//# sourceMappingURL=local-directory.repository.js.map
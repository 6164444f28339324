import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

import { run } from '../../database/statement.js';
import type { Statement } from '../../database/statement.js';
import { TargetUnavailable } from '../../errors/errors.js';
import type { DirectoryUser } from '../directory.js';
import { isName } from '../storable.js';
import { UserBatch } from './user-batch.js';
import type { DirectoryOutcome, DirectoryRequest, PlayedTurn, UserTurn } from './user-batch.js';
import { toShown, toUser, USER_COLUMNS, userColumns } from './user-row.js';
import type { LockedRow, PlacedUser, ShownUser, UserKey, UserRow } from './user-row.js';
import { INSERT, LOCK, LOCK_FREE, READ, SEED, UPDATE } from './user-statements.js';

/** Rows one seeding statement carries. */
const SEED_ROWS = 5_000;

/** Position of the key in the asked list, and its user (null: deleted). Keys without a row are missing. */
type LockedUsers = ReadonlyMap<number, DirectoryUser | null>;

/** Users of built-in directories, table `directory_user`. A deleted user keeps its key and version, nothing else. */
@Injectable()
export class LocalDirectoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Applies many changes in at most three statements and gives one outcome per request, in their order. Changes of one
   * user compose. A request that fails leaves the others alone.
   *
   * No deadlocks: rows are locked in key order before anything is written, new rows are inserted in key order before
   * any row is updated, and rows that appeared meanwhile are only taken when nobody holds them.
   */
  async applyAll(tx: EntityManager, requests: readonly DirectoryRequest[]): Promise<DirectoryOutcome[]> {
    const batch = new UserBatch(requests);
    const turns = batch.turns();
    const users = await this.lock(tx, turns, LOCK);
    const played = turns.map((turn, position) => batch.play(turn, users.get(position) ?? null));

    const appeared = await this.insert(
      tx,
      played.filter(({ after }, position) => after !== null && !users.has(position)),
    );
    await this.update(
      tx,
      played.filter(({ before, after }, position) => after !== before && users.has(position)),
    );
    if (appeared.length > 0) {
      await this.applyToAppeared(tx, batch, appeared);
    }
    return batch.results();
  }

  async find(tenant: string, directory: string, id: string): Promise<DirectoryUser | null> {
    const row = await this.read(tenant, directory, id);
    return row === null ? null : toUser(row);
  }

  /** Users by key, in the order of the keys; null for one that is not there, or could not be. */
  async look(tx: EntityManager, keys: readonly UserKey[]): Promise<(DirectoryUser | null)[]> {
    const possible = keys.filter(({ id }) => isName(id));
    const users = await this.lock(tx, possible, READ);
    const found = new Map(possible.map((key, position) => [key, users.get(position) ?? null]));
    return keys.map((key) => found.get(key) ?? null);
  }

  /** With the execution that changed it last. */
  async show(tenant: string, directory: string, id: string): Promise<ShownUser | null> {
    const row = await this.read(tenant, directory, id);
    return row === null ? null : toShown(row);
  }

  /** How many users a directory has, counted up to `most`; Infinity counts all. */
  async countUpTo(
    tenant: string,
    directory: string,
    most: number,
    db: EntityManager = this.dataSource.manager,
  ): Promise<number> {
    const [row]: { count: number }[] = await db.query(
      `select count(*)::int as count from (
         select from directory_user where tenant = $1 and directory = $2 and deleted_at is null limit $3) u`,
      [tenant, directory, Number.isFinite(most) ? most : null],
    );
    return row!.count;
  }

  /** A page in the order of ids: the first `limit` users after the id `after` (null: from the start). */
  async list(tenant: string, directory: string, after: string | null, limit: number): Promise<ShownUser[]> {
    const rows: UserRow[] = await this.dataSource.query(
      `select ${USER_COLUMNS} from directory_user u
        where u.tenant = $1 and u.directory = $2 and u.id > $3 and u.deleted_at is null
        order by u.id limit $4`,
      [tenant, directory, after ?? '', limit],
    );
    return rows.map(toShown);
  }

  /** Puts users as given, whatever was there. */
  async seed(
    tx: EntityManager,
    tenant: string,
    directory: string,
    users: readonly DirectoryUser[],
  ): Promise<void> {
    for (let start = 0; start < users.length; start += SEED_ROWS) {
      const placed = users
        .slice(start, start + SEED_ROWS)
        .map((user): PlacedUser => ({ tenant, directory, id: user.id, user, by: null }));
      await run(tx, SEED, userColumns(placed));
    }
  }

  private async read(tenant: string, directory: string, id: string): Promise<UserRow | null> {
    const rows: UserRow[] = await this.dataSource.query(
      `select ${USER_COLUMNS} from directory_user u
        where u.tenant = $1 and u.directory = $2 and u.id = $3 and u.deleted_at is null`,
      [tenant, directory, id],
    );
    return rows[0] ?? null;
  }

  /** Their insert met a row that somebody committed since we looked: look again, without waiting while holding locks. */
  private async applyToAppeared(
    tx: EntityManager,
    batch: UserBatch,
    turns: readonly UserTurn[],
  ): Promise<void> {
    const users = await this.lock(tx, turns, LOCK_FREE);
    const changed: PlayedTurn[] = [];
    for (const [position, turn] of turns.entries()) {
      const user = users.get(position);
      if (user === undefined) {
        batch.fail(
          turn,
          new TargetUnavailable('the user is being created at this moment', { user: turn.id }),
        );
        continue;
      }
      const played = batch.play(turn, user);
      if (played.after !== played.before) {
        changed.push(played);
      }
    }
    await this.update(tx, changed);
  }

  private async lock(
    tx: EntityManager,
    keys: readonly UserKey[],
    statement: Statement,
  ): Promise<LockedUsers> {
    if (keys.length === 0) {
      return new Map();
    }
    const rows = await run<LockedRow>(tx, statement, [
      keys.map(({ tenant }) => tenant),
      keys.map(({ directory }) => directory),
      keys.map(({ id }) => id),
    ]);
    return new Map(rows.map((row) => [Number(row.n) - 1, row.deleted ? null : toUser(row)]));
  }

  /** Returns the turns whose row somebody else made first. */
  private async insert(tx: EntityManager, played: readonly PlayedTurn[]): Promise<UserTurn[]> {
    if (played.length === 0) {
      return [];
    }
    const rows = await run<UserKey>(tx, INSERT, userColumns(played.map(placedAfter)));
    const made = new Set(rows.map(keyOf));
    return played.map(({ turn }) => turn).filter((turn) => !made.has(keyOf(turn)));
  }

  private async update(tx: EntityManager, played: readonly PlayedTurn[]): Promise<void> {
    if (played.length === 0) {
      return;
    }
    await run(tx, UPDATE, userColumns(played.map(placedAfter)));
  }
}

function placedAfter({ turn, after, by }: PlayedTurn): PlacedUser {
  return { tenant: turn.tenant, directory: turn.directory, id: turn.id, user: after, by };
}

function keyOf(key: UserKey): string {
  return `${key.tenant}\0${key.directory}\0${key.id}`;
}

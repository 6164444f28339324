import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

import { TargetUnavailable } from '../../errors/errors.js';
import type { DirectoryUser } from '../directory.js';
import { UserBatch } from './user-batch.js';
import type { DirectoryOutcome, DirectoryRequest, PlayedTurn, UserTurn } from './user-batch.js';
import { toUser, USER_COLUMNS, userColumns, USERS_FROM_PARAMETERS } from './user-row.js';
import type { PlacedUser, UserRow } from './user-row.js';

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
    const users = await this.lock(tx, turns, 'for update of u');
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
    const rows: UserRow[] = await this.dataSource.query(
      `select ${USER_COLUMNS} from directory_user u
        where u.tenant = $1 and u.directory = $2 and u.id = $3 and u.deleted_at is null`,
      [tenant, directory, id],
    );
    return rows[0] === undefined ? null : toUser(rows[0]);
  }

  /** A page in the order of ids: the first `limit` users after the id `after` (null: from the start). */
  async list(
    tenant: string,
    directory: string,
    after: string | null,
    limit: number,
  ): Promise<DirectoryUser[]> {
    const rows: UserRow[] = await this.dataSource.query(
      `select ${USER_COLUMNS} from directory_user u
        where u.tenant = $1 and u.directory = $2 and u.id > $3 and u.deleted_at is null
        order by u.id limit $4`,
      [tenant, directory, after ?? '', limit],
    );
    return rows.map(toUser);
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
        .map((user): PlacedUser => ({ tenant, directory, id: user.id, user }));
      await tx.query(
        `insert into directory_user as u ${INSERT_COLUMNS_AND_ROWS}
         on conflict (tenant, directory, id) do update set
           active = excluded.active, user_name = excluded.user_name, email = excluded.email,
           display_name = excluded.display_name, roles = excluded.roles, groups = excluded.groups,
           attributes = excluded.attributes, version = u.version + 1, updated_at = now(), deleted_at = null`,
        userColumns(placed),
      );
    }
  }

  /** Their insert met a row that somebody committed since we looked: look again, without waiting while holding locks. */
  private async applyToAppeared(
    tx: EntityManager,
    batch: UserBatch,
    turns: readonly UserTurn[],
  ): Promise<void> {
    const users = await this.lock(tx, turns, 'for update of u skip locked');
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

  private async lock(tx: EntityManager, keys: readonly UserTurn[], how: string): Promise<LockedUsers> {
    if (keys.length === 0) {
      return new Map();
    }
    const rows: (UserRow & { n: string; deleted: boolean })[] = await tx.query(
      `select k.n, ${USER_COLUMNS}, u.deleted_at is not null as deleted
         from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k(tenant, directory, id, n)
         join directory_user u on u.tenant = k.tenant and u.directory = k.directory and u.id = k.id
        order by k.n
          ${how}`,
      [keys.map(({ tenant }) => tenant), keys.map(({ directory }) => directory), keys.map(({ id }) => id)],
    );
    return new Map(rows.map((row) => [Number(row.n) - 1, row.deleted ? null : toUser(row)]));
  }

  /** Returns the turns whose row somebody else made first. */
  private async insert(tx: EntityManager, played: readonly PlayedTurn[]): Promise<UserTurn[]> {
    if (played.length === 0) {
      return [];
    }
    const rows: { tenant: string; directory: string; id: string }[] = await tx.query(
      `insert into directory_user as u ${INSERT_COLUMNS_AND_ROWS}
       on conflict (tenant, directory, id) do nothing
       returning u.tenant, u.directory, u.id`,
      userColumns(played.map(placedAfter)),
    );
    const made = new Set(rows.map(keyOf));
    return played.map(({ turn }) => turn).filter((turn) => !made.has(keyOf(turn)));
  }

  private async update(tx: EntityManager, played: readonly PlayedTurn[]): Promise<void> {
    if (played.length === 0) {
      return;
    }
    await tx.query(
      `update directory_user u set
         active = c.active, user_name = c.user_name, email = c.email, display_name = c.display_name,
         roles = c.roles::text[], groups = c.groups::text[], attributes = c.attributes::jsonb,
         version = u.version + 1, updated_at = now(), deleted_at = case when c.deleted then now() end
        from ${USERS_FROM_PARAMETERS}
       where u.tenant = c.tenant and u.directory = c.directory and u.id = c.id`,
      userColumns(played.map(placedAfter)),
    );
  }
}

const INSERT_COLUMNS_AND_ROWS = `
  (tenant, directory, id, active, user_name, email, display_name, roles, groups, attributes, created_at, updated_at)
  select c.tenant, c.directory, c.id, c.active, c.user_name, c.email, c.display_name,
         c.roles::text[], c.groups::text[], c.attributes::jsonb, now(), now()
    from ${USERS_FROM_PARAMETERS}`;

function placedAfter({ turn, after }: PlayedTurn): PlacedUser {
  return { tenant: turn.tenant, directory: turn.directory, id: turn.id, user: after };
}

function keyOf(key: { tenant: string; directory: string; id: string }): string {
  return `${key.tenant}\0${key.directory}\0${key.id}`;
}

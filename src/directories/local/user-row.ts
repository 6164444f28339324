import { plainArray, textArray } from '../../database/arrays.js';
import type { DirectoryUser } from '../directory.js';

/** A row of `directory_user` as the driver gives it. */
export interface UserRow {
  readonly id: string;
  readonly active: boolean;
  readonly user_name: string | null;
  readonly email: string | null;
  readonly display_name: string | null;
  readonly roles: string[];
  readonly groups: string[];
  readonly attributes: Record<string, unknown>;
  readonly changed_by: string | null;
}

export interface UserKey {
  readonly tenant: string;
  readonly directory: string;
  readonly id: string;
}

/** A row found by its place in a list of keys. */
export interface LockedRow extends UserRow {
  /** From 1, a bigint as text. */
  readonly n: string;
  readonly deleted: boolean;
}

/** Columns of a `UserRow`, of the table alias `u`. */
export const USER_COLUMNS =
  'u.id, u.active, u.user_name, u.email, u.display_name, u.roles, u.groups, u.attributes, u.changed_by';

/** A user with the execution that changed it last; null: a person. */
export type ShownUser = DirectoryUser & { readonly changedBy: string | null };

export const toShown = (row: UserRow): ShownUser => ({ ...toUser(row), changedBy: row.changed_by });

export function toUser(row: UserRow): DirectoryUser {
  return {
    id: row.id,
    ...(row.user_name === null ? {} : { userName: row.user_name }),
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.display_name === null ? {} : { displayName: row.display_name }),
    active: row.active,
    roles: row.roles,
    groups: row.groups,
    attributes: row.attributes,
  };
}

/** A user and where it lives; a null user is a deleted one, of which only the key is kept. */
export interface PlacedUser extends UserKey {
  readonly user: DirectoryUser | null;
  /** The execution that made it so; null: a person. */
  readonly by: string | null;
}

/** One array per column, parameters $1 to $12 of the statements that write users. Lists travel as array literals, because `unnest` would flatten an array of arrays. */
export function userColumns(placed: readonly PlacedUser[]): string[] {
  const users = placed.map(({ user }) => user);
  return [
    textArray(placed.map(({ tenant }) => tenant)),
    textArray(placed.map(({ directory }) => directory)),
    textArray(placed.map(({ id }) => id)),
    plainArray(users.map((user) => String(user?.active ?? false))),
    textArray(users.map((user) => user?.userName ?? null)),
    textArray(users.map((user) => user?.email ?? null)),
    textArray(users.map((user) => user?.displayName ?? null)),
    textArray(users.map((user) => textArray(user?.roles ?? []))),
    textArray(users.map((user) => textArray(user?.groups ?? []))),
    textArray(users.map((user) => JSON.stringify(user?.attributes ?? {}))),
    plainArray(users.map((user) => String(user === null))),
    plainArray(placed.map(({ by }) => by)),
  ];
}

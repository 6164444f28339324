import type { TokenWatch } from '../outbound/oauth/token-watch.js';

/** A user as every directory shows it; `attributes` holds what has no name here. */
export interface DirectoryUser {
  readonly id: string;
  readonly userName?: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly active: boolean;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What an action wants to be true of one user. Applying it twice changes nothing the second time. */
export type DirectoryChange =
  | { readonly kind: 'user.get' | 'user.disable' | 'user.enable' | 'user.delete'; readonly user: string }
  | {
      readonly kind: 'user.create' | 'user.update';
      readonly user: string;
      /** Members of `DirectoryUser`, and anything else, which goes to `attributes`. `null` removes. */
      readonly set: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'role.assign' | 'role.remove'; readonly user: string; readonly role: string }
  | { readonly kind: 'group.add' | 'group.remove'; readonly user: string; readonly group: string };

export interface ChangeResult {
  /** False when the directory was already so. */
  readonly changed: boolean;
  /** The user afterwards; null once deleted. */
  readonly user: DirectoryUser | null;
  /** Per changed member: what it was and what it is now. */
  readonly difference: Readonly<Record<string, { from: unknown; to: unknown }>>;
}

/** What one call carries along. */
export interface DirectoryCall {
  /** Stable per (execution, task, iteration); sent to every target that takes one. */
  readonly idempotencyKey: string;
  /** The stamp of changes, by which events they bring on are known; sent to every target that takes headers. */
  readonly cause?: string;
  readonly signal: AbortSignal;
  /** Told of the credentials it comes to need; default: nobody is. */
  readonly watch?: TokenWatch;
}

/** An identity system outside our Postgres. Calls throw the `Target...`, `SubjectNotFound` and `OutcomeUnknown` errors. */
export interface OutsideDirectory {
  readonly kind: 'outside';
  readonly name: string;
  apply(change: DirectoryChange, call: DirectoryCall): Promise<ChangeResult>;
}

/** The built-in directory: changed in the same transaction that records the task. */
export interface OwnDirectory {
  readonly kind: 'own';
  readonly name: string;
}

export type Directory = OutsideDirectory | OwnDirectory;

/** Finds a tenant's directory by name; throws NotFound. `main` is the built-in one unless configured otherwise. */
export interface Directories {
  require(tenant: string, name: string): Promise<Directory>;
  /** All of a tenant's directories by name, `main` included; kept in memory, so that tasks need not wait. */
  all(tenant: string): Promise<ReadonlyMap<string, Directory>>;
}

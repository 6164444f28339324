/**
 * Master keys: each opens the root key, sealed with it in a row of its own (envelope encryption). To change the master key
 * is to add one and, when every process has it, to take the other away; what is sealed with the root key stays as it is.
 */
import { type KeyObject, randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { ConfigInvalid } from '../errors/errors.js';
import { RootKey } from './root-key.js';
import { deriveKey, fingerprint, open, seal } from './seal.js';
import { contextOf } from './secret-store.service.js';

const CONTEXT = 'root key';
/** How a database of before master keys had rows tells its key. */
const MARK = 'master key check';

type Queries = Pick<EntityManager, 'query'>;

/** `new`: nothing was sealed with any key yet. */
export type KeyState = 'right' | 'wrong' | 'new';

/** A master key as it may be shown. */
export interface MasterKeyInfo {
  /** Sixteen hex digits that tell nothing of the key. */
  readonly id: string;
  readonly addedAt: Date;
}

/** What a person may call a master key. */
export function masterKeyId(masterKey: Buffer): string {
  return fingerprint(deriveKey(masterKey, 'master key id'), '', CONTEXT);
}

/** Oldest first. */
export function masterKeys(db: Queries): Promise<MasterKeyInfo[]> {
  return db.query('select id, added_at as "addedAt" from master_key order by added_at, id');
}

/** Whether the key opens what this database has sealed. */
export async function masterKeyState(db: Queries, masterKey: Buffer): Promise<KeyState> {
  return (await openRoot(db, masterKey)) ? 'right' : stateWithoutRow(db, masterKey);
}

/**
 * The root key, made at the first start. Throws ConfigInvalid where the master key does not open it: with another root key
 * nothing that is sealed here opens, and what that seals would not open with the right one.
 */
export async function unlock(dataSource: DataSource, masterKey: Buffer): Promise<RootKey> {
  return (
    (await openRoot(dataSource.manager, masterKey)) ??
    dataSource.transaction(async (tx) => {
      await tx.query('lock table master_key in share row exclusive mode'); // two that start at once make one root key
      return (await openRoot(tx, masterKey)) ?? firstRoot(tx, masterKey);
    })
  );
}

/** The root key; null where this master key does not open it. */
export async function openRoot(db: Queries, masterKey: Buffer): Promise<RootKey | null> {
  const [row] = await db.query<{ sealed: Buffer }[]>(
    'select sealed_root as sealed from master_key where id = $1',
    [masterKeyId(masterKey)],
  );
  const root = row && opened(deriveKey(masterKey, CONTEXT), row.sealed, CONTEXT);
  return root ? new RootKey(Buffer.from(root, 'base64')) : null;
}

/** Lets one more master key open the root key; false when it does already. */
export async function addMasterKey(tx: EntityManager, root: RootKey, masterKey: Buffer): Promise<boolean> {
  const sealed = seal(deriveKey(masterKey, CONTEXT), root.bytes.toString('base64'), CONTEXT);
  const added = await tx.query<unknown[]>(
    'insert into master_key (id, sealed_root) values ($1, $2) on conflict (id) do nothing returning id',
    [masterKeyId(masterKey), sealed],
  );
  return added.length > 0;
}

/** False when there is no such key. */
export async function removeMasterKey(tx: EntityManager, id: string): Promise<boolean> {
  const [rows] = await tx.query<[unknown[], number]>('delete from master_key where id = $1 returning id', [
    id,
  ]);
  return rows.length > 0;
}

/** A database that sealed with the master key itself keeps that for its root key. */
async function firstRoot(tx: EntityManager, masterKey: Buffer): Promise<RootKey> {
  const state = await stateWithoutRow(tx, masterKey);
  if (state === 'wrong') {
    throw new ConfigInvalid([
      'SIGNET_MASTER_KEY: is not the key that the secrets of this database are sealed with; give the one it was backed up with, or the one that took its place',
    ]);
  }
  const isOfBefore = state === 'right' || (await holdsAnything(tx));
  const root = new RootKey(isOfBefore ? masterKey : randomBytes(32));
  await addMasterKey(tx, root, masterKey);
  // A program of before master keys had rows does not start on a root key that it cannot have.
  await tx.query('insert into master_key_check (sealed) values ($1) on conflict (only_one) do nothing', [
    seal(root.derive('secrets'), 'signet', MARK),
  ]);
  return root;
}

/** Whether something may be sealed or signed, of which nothing tells by which key. */
async function holdsAnything(db: Queries): Promise<boolean> {
  const [found] = await db.query<{ anything: boolean }[]>(
    'select exists (select from source) or exists (select from audit_entry) as anything',
  );
  return found!.anything;
}

/** Of a key that opens no root key: wrong where another one does, else by what was sealed before there were root keys. */
async function stateWithoutRow(db: Queries, masterKey: Buffer): Promise<KeyState> {
  if ((await masterKeys(db)).length > 0) {
    return 'wrong';
  }
  const key = deriveKey(masterKey, 'secrets');
  const [mark] = await db.query<{ sealed: Buffer }[]>('select sealed from master_key_check');
  if (mark) {
    return opened(key, mark.sealed, MARK) === null ? 'wrong' : 'right';
  }
  const [secret] = await db.query<SealedSecret[]>(
    'select tenant, namespace, environment, name, sealed from secret order by created_at limit 1',
  );
  if (!secret) {
    return 'new';
  }
  return opened(key, secret.sealed, contextOf(secret, secret.name)) === null ? 'wrong' : 'right';
}

interface SealedSecret {
  readonly tenant: string;
  readonly namespace: string;
  readonly environment: string;
  readonly name: string;
  readonly sealed: Buffer;
}

/** Null where the key, the context or a bit is another. */
function opened(key: KeyObject, sealed: Buffer, context: string): string | null {
  try {
    return open(key, sealed, context);
  } catch {
    return null;
  }
}

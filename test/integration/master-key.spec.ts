import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RootKey } from '../../src/secrets/root-key.js';
import { deriveKey, seal } from '../../src/secrets/seal.js';
import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { masterKeyState, unlock } from '../../src/secrets/master-keys.repository.js';
import { MASTER_KEY, startTestSignet, type TestSignet } from '../support/a-signet.js';

const PLACE = { tenant: 'main', namespace: 'acme' };
const WRONG = 'SIGNET_MASTER_KEY: is not the key';

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
});
afterAll(async () => {
  await signet?.stop();
});

const startWith = (key: Buffer): Promise<TestSignet> =>
  startTestSignet({ databaseUrl: signet.databaseUrl, env: { SIGNET_MASTER_KEY: key.toString('base64') } });
/** What tells which keys there were. */
async function forget(running: TestSignet): Promise<void> {
  await running.rows('delete from master_key');
  await running.rows('delete from master_key_check');
}
const database = (): DataSource => signet.part(DataSource);
const rootOf = async (key: Buffer): Promise<Buffer> => (await unlock(database(), key)).bytes;
const state = (key: Buffer) => masterKeyState(database(), key);

describe('the master key', () => {
  it('opens a root key that was drawn at the first start, and a Signet with another key does not start there', async () => {
    expect(await signet.count('master_key')).toBe(1);
    await expect(startWith(randomBytes(32))).rejects.toThrow(WRONG);
    const again = await startWith(MASTER_KEY);
    await again.stop();
    expect(await signet.count('master_key')).toBe(1);
    const root = await rootOf(MASTER_KEY);
    expect(root).toEqual(signet.part(RootKey).bytes);
    expect(root).toHaveLength(32);
    expect(root).not.toEqual(MASTER_KEY);
  });

  it('opens nothing where its row was bent', async () => {
    const [row] = await signet.rows<{ id: string; sealed: Buffer }>(
      'select id, sealed_root as sealed from master_key',
    );
    const bent = Buffer.from(row!.sealed);
    bent[bent.length - 1]! ^= 1;
    await signet.rows('update master_key set sealed_root = $1', [bent]);
    await expect(startWith(MASTER_KEY)).rejects.toThrow(WRONG);
    await signet.rows('update master_key set sealed_root = $1', [row!.sealed]);
    expect(await state(MASTER_KEY)).toBe('right');
  });
});

describe('a first start of many processes at once', () => {
  it('draws one root key', async () => {
    const fresh = await startTestSignet({ env: { ROLE: 'web' } });
    await forget(fresh);
    const dataSource = fresh.part(DataSource);
    const roots = await Promise.all(Array.from({ length: 6 }, () => unlock(dataSource, MASTER_KEY)));
    expect(new Set(roots.map(({ bytes }) => bytes.toString('hex'))).size).toBe(1);
    await fresh.stop();
  });

  it('that have different keys lets one in', async () => {
    const fresh = await startTestSignet({ env: { ROLE: 'web' } });
    await forget(fresh);
    const dataSource = fresh.part(DataSource);
    const tries = await Promise.allSettled([1, 2, 3].map((one) => unlock(dataSource, Buffer.alloc(32, one))));
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await fresh.stop();
  });
});

describe('a database that sealed with the master key itself', () => {
  it('keeps that for its root key also where nothing tells which key it was', async () => {
    const fresh = await startTestSignet({ env: { ROLE: 'web' } });
    await forget(fresh);
    await fresh.rows(
      `insert into source (id, tenant, name, definition) values (gen_random_uuid(), 'main', 's', '{}')`,
    );
    expect((await unlock(fresh.part(DataSource), MASTER_KEY)).bytes).toEqual(MASTER_KEY);
    await fresh.stop();
  });

  const sealedBefore = (): Buffer =>
    seal(deriveKey(MASTER_KEY, 'secrets'), 'hidden', 'secret:main/acme/TOKEN');

  it('keeps that for its root key, told from another by a secret or by the mark of it', async () => {
    await signet.part(SecretStore).put(PLACE, 'TOKEN', 'made anew below');
    await signet.rows('update secret set sealed = $1', [sealedBefore()]);
    await forget(signet);
    expect([await state(MASTER_KEY), await state(randomBytes(32))]).toEqual(['right', 'wrong']);
    await expect(startWith(randomBytes(32))).rejects.toThrow(WRONG);
    expect(await signet.count('master_key')).toBe(0); // the wrong one leaves none

    const right = await startWith(MASTER_KEY);
    expect(right.part(RootKey).bytes).toEqual(MASTER_KEY);
    expect(await right.part(SecretStore).values('main', 'acme', 'production')).toEqual(
      new Map([['TOKEN', 'hidden']]),
    );
    await right.stop();
    await signet.rows('delete from master_key');
    await signet.rows('delete from secret');
    expect([await state(MASTER_KEY), await state(randomBytes(32))]).toEqual(['right', 'wrong']);
    expect(await rootOf(MASTER_KEY)).toEqual(MASTER_KEY);
  });
});

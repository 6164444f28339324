import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SecretStore } from '../../src/secrets/secret-store.service.js';
import { masterKeyState } from '../../src/secrets/master-key.repository.js';
import { MASTER_KEY, startTestSignet, type TestSignet } from '../support/a-signet.js';

let signet: TestSignet;

beforeAll(async () => {
  signet = await startTestSignet({ env: { ROLE: 'web' } });
});
afterAll(async () => {
  await signet?.stop();
});

const startWith = (key: Buffer): Promise<TestSignet> =>
  startTestSignet({ databaseUrl: signet.databaseUrl, env: { SIGNET_MASTER_KEY: key.toString('base64') } });

describe('the master key', () => {
  it('leaves a mark at the first start, and a Signet with another key does not start there', async () => {
    expect(await signet.count('master_key_check')).toBe(1);
    await expect(startWith(randomBytes(32))).rejects.toThrow('SIGNET_MASTER_KEY: is not the key');
    const again = await startWith(MASTER_KEY);
    await again.stop();
    expect(await signet.count('master_key_check')).toBe(1);
  });

  it('is told from another one by a secret, where no mark was left', async () => {
    await signet.part(SecretStore).put({ tenant: 'main', namespace: 'acme' }, 'TOKEN', 'hidden');
    await signet.rows('delete from master_key_check');
    const state = (key: Buffer) => masterKeyState(signet.part(DataSource), key);
    expect([await state(MASTER_KEY), await state(randomBytes(32))]).toEqual(['right', 'wrong']);
    await expect(startWith(randomBytes(32))).rejects.toThrow('SIGNET_MASTER_KEY: is not the key');
    expect(await signet.count('master_key_check')).toBe(0); // the wrong one leaves none
  });
});

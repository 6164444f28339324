import { sqlState } from '../database/faults.js';
import { ConfigInvalid } from '../errors/errors.js';
import { deriveKey, open, seal } from './seal.js';
import { contextOf } from './secret-store.service.js';
const CONTEXT = 'master key check';
const TEXT = 'signet';
const UNDEFINED_TABLE = '42P01';
/** Whether the key is the one that this database's secrets are sealed with. */
export async function masterKeyState(dataSource, masterKey) {
    const key = deriveKey(masterKey, 'secrets');
    const [check] = await dataSource.query('select sealed from master_key_check');
    if (check) {
        return opens(() => open(key, check.sealed, CONTEXT));
    }
    const [secret] = await dataSource.query('select tenant, namespace, environment, name, sealed from secret order by created_at limit 1');
    return secret ? opens(() => open(key, secret.sealed, contextOf(secret, secret.name))) : 'new';
}
/**
 * Leaves a mark of the key at the first start. Throws ConfigInvalid where another key left it: with that one nothing that
 * is sealed here opens, and what it sealed would not open with the right one.
 */
export async function requireMasterKey(dataSource, masterKey) {
    try {
        if ((await masterKeyState(dataSource, masterKey)) === 'wrong') {
            throw new ConfigInvalid([
                'SIGNET_MASTER_KEY: is not the key that the secrets of this database are sealed with; give the one it was backed up with',
            ]);
        }
        await dataSource.query('insert into master_key_check (sealed) values ($1) on conflict (only_one) do nothing', [seal(deriveKey(masterKey, 'secrets'), TEXT, CONTEXT)]);
    }
    catch (error) {
        if (sqlState(error) !== UNDEFINED_TABLE) {
            throw error; // a database that is yet to be migrated has nothing sealed
        }
    }
}
function opens(attempt) {
    try {
        attempt();
        return 'right';
    }
    catch {
        return 'wrong';
    }
}
//# sourceMappingURL=master-key.repository.js.map
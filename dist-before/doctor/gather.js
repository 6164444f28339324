import { readLedger, readPostgres } from './ledger-facts.view.js';
import { readRedis } from './redis-facts.js';
/** Sees what there is to see; never throws: what does not answer is a fact too. */
export async function gather({ config, clock, dataSource, forwardedBy = null }) {
    const { publicUrl, trustedProxies } = config.http;
    const asking = config.redis ? readRedis(config.redis, clock) : null;
    return {
        ...(await ofPostgres(dataSource, config.masterKey, clock)),
        redis: await asking,
        street: { publicUrl, trustedProxies, forwardedBy },
        misspelt: config.misspelt,
    };
}
async function ofPostgres(dataSource, masterKey, clock) {
    if ('unreachable' in dataSource) {
        return { postgres: dataSource, ledger: null };
    }
    try {
        const postgres = await readPostgres(dataSource, clock);
        const ledger = postgres.pending.length > 0 ? null : await readLedger(dataSource, masterKey);
        return { postgres, ledger };
    }
    catch (error) {
        return { postgres: { unreachable: reasonOf(error) }, ledger: null };
    }
}
/** What a failed connection or statement says of itself; the driver puts no password in either. */
export function reasonOf(error) {
    const { code, message } = error;
    return message === '' ? (code ?? 'no answer') : message;
}
//# sourceMappingURL=gather.js.map
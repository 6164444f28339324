import type { Clock } from '../config/clock.js';
import type { Config } from '../config/config.js';
import type { Facts, LedgerFacts, PostgresFacts } from './facts.js';
import { type Database, readLedger, readPostgres } from './ledger-facts.view.js';
import { readRedis } from './redis-facts.js';

export interface Asked {
  readonly config: Pick<Config, 'http' | 'masterKey' | 'redis' | 'misspelt'>;
  readonly clock: Clock;
  /** Connected; or why there is none. */
  readonly dataSource: Database | { readonly unreachable: string };
  /** Who passed on the request that asks, and is no proxy we trust. */
  readonly forwardedBy?: string | null;
}

/** Sees what there is to see; never throws: what does not answer is a fact too. */
export async function gather({ config, clock, dataSource, forwardedBy = null }: Asked): Promise<Facts> {
  const { publicUrl, trustedProxies } = config.http;
  const asking = config.redis ? readRedis(config.redis, clock) : null;
  return {
    ...(await ofPostgres(dataSource, config.masterKey, clock)),
    redis: await asking,
    street: { publicUrl, trustedProxies, forwardedBy },
    misspelt: config.misspelt,
  };
}

async function ofPostgres(
  dataSource: Asked['dataSource'],
  masterKey: Buffer,
  clock: Clock,
): Promise<Pick<Facts, 'postgres' | 'ledger'>> {
  if ('unreachable' in dataSource) {
    return { postgres: dataSource, ledger: null };
  }
  try {
    const postgres: PostgresFacts = await readPostgres(dataSource, clock);
    const ledger: LedgerFacts | null =
      postgres.pending.length > 0 ? null : await readLedger(dataSource, masterKey);
    return { postgres, ledger };
  } catch (error) {
    return { postgres: { unreachable: reasonOf(error) }, ledger: null };
  }
}

/** What a failed connection or statement says of itself; the driver puts no password in either. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return message === '' ? (code ?? 'no answer') : message;
}

import type { Facts, LedgerFacts, PostgresFacts, RedisFacts } from './facts.js';
import { checkClocks } from './checks/clocks.js';
import { checkAuditLog, checkPartitions, checkSize, checkUpkeep, checkVacuum } from './checks/growth.js';
import { checkDurability, checkMigrations, checkPostgres } from './checks/postgres.js';
import { checkEviction, checkRedis } from './checks/redis.js';
import { checkKey, checkProxies, checkPublicUrl, checkSpelling } from './checks/settings.js';
import { checkDeadLetters, checkDue, checkLeases } from './checks/work.js';
import type { Finding } from './finding.js';

/** Judges what was seen, in the order a person should read it; what could not be seen is left out. */
export function examine({ postgres, ledger, redis, street, misspelt }: Facts): Finding[] {
  const server = answered(postgres) ? postgres : null;
  const bell = answered(redis) ? redis : null;
  return [
    checkPostgres(postgres),
    ...(server ? [checkDurability(server), checkMigrations(server)] : []),
    ...(ledger ? ofLedger(ledger) : []),
    checkRedis(redis),
    ...(bell ? [checkEviction(bell)] : []),
    ...(server ? [checkClocks(clocksOf(server, bell))] : []),
    checkPublicUrl(street),
    checkProxies(street),
    ...misspelt.map(checkSpelling),
  ];
}

/** The worst of them. */
export function verdictOf(findings: readonly Finding[]): Finding['status'] {
  const of = (status: Finding['status']): boolean => findings.some((finding) => finding.status === status);
  return of('fail') ? 'fail' : of('warn') ? 'warn' : 'ok';
}

function ofLedger(ledger: LedgerFacts): Finding[] {
  return [
    checkKey(ledger),
    checkDue(ledger),
    checkLeases(ledger),
    checkDeadLetters(ledger),
    checkPartitions(ledger),
    checkUpkeep(ledger.upkeep),
    checkAuditLog(ledger),
    checkSize(ledger),
    checkVacuum(ledger.vacuum),
  ];
}

function clocksOf(postgres: PostgresFacts, redis: RedisFacts | null): Record<string, number> {
  return { Postgres: postgres.clockAheadMs, ...(redis && { Redis: redis.clockAheadMs }) };
}

function answered<T extends PostgresFacts | RedisFacts>(
  facts: T | { readonly unreachable: string } | null,
): facts is T {
  return facts !== null && !('unreachable' in facts);
}

import type { LimitScope } from './limit-scope.js';

export const PERIODS = ['day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** So many executions in one calendar day or month, by UTC. */
export interface Quota {
  readonly scope: LimitScope;
  readonly period: Period;
  readonly limit: number;
}

/** A quota without its number: what is counted. */
export type QuotaKey = Pick<Quota, 'scope' | 'period'>;

/** How much of a quota is used in the period that runs, by the clock of Postgres. */
export interface QuotaUse extends QuotaKey {
  readonly used: number;
  /** Seconds until the period ends. */
  readonly resetsIn: number;
}

/** The same as it is shown. */
export interface QuotaNow extends QuotaKey {
  readonly used: number;
  readonly resetsAt: Date;
}

/** The name of a quota in maps. */
export const quotaName = ({ scope, period }: QuotaKey): string => `${period} ${scope}`;

/** How many executions count for each quota; `quotas` are those of each execution. */
export function countsOf(quotas: readonly (readonly Quota[])[]): (QuotaKey & { readonly used: number })[] {
  const counts = new Map<string, QuotaKey & { used: number }>();
  for (const { scope, period } of quotas.flat()) {
    const name = quotaName({ scope, period });
    const count = counts.get(name) ?? { scope, period, used: 0 };
    counts.set(name, { ...count, used: count.used + 1 });
  }
  return [...counts.values()];
}

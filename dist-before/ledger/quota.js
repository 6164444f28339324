export const PERIODS = ['day', 'month'];
/** The name of a quota in maps. */
export const quotaName = ({ scope, period }) => `${period} ${scope}`;
/** How many executions count for each quota; `quotas` are those of each execution. */
export function countsOf(quotas) {
    const counts = new Map();
    for (const { scope, period } of quotas.flat()) {
        const name = quotaName({ scope, period });
        const count = counts.get(name) ?? { scope, period, used: 0 };
        counts.set(name, { ...count, used: count.used + 1 });
    }
    return [...counts.values()];
}
//# sourceMappingURL=quota.js.map
/** What came of the items of several groups, put together in one list, by group again. */
export function regrouped<T>(groups: readonly { readonly length: number }[], items: readonly T[]): T[][] {
  let from = 0;
  return groups.map(({ length }) => items.slice(from, (from += length)));
}

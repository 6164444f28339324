/** What came of the items of several groups, put together in one list, by group again. */
export function regrouped(groups, items) {
    let from = 0;
    return groups.map(({ length }) => items.slice(from, (from += length)));
}
//# sourceMappingURL=regrouped.js.map
/** Where nothing is recorded, and no call waits for another. */
export const UNWATCHED = { hide: () => undefined, fetching: (_, fetch) => fetch() };
//# sourceMappingURL=token-watch.js.map
/** What the one who makes a call does about the credentials it comes to need on its way. */
export interface TokenWatch {
  /** Told of every text that must be recorded nowhere, before it is sent to anybody. */
  hide(text: string): void;
  /** Fetches from a token endpoint (origin and path), if that may be asked now. Throws TargetHeld, or what `fetch` throws. */
  fetching<T>(endpoint: string, fetch: () => Promise<T>): Promise<T>;
}

/** Where nothing is recorded, and no call waits for another. */
export const UNWATCHED: TokenWatch = { hide: () => undefined, fetching: (_, fetch) => fetch() };

/** The API token of this tab: kept for as long as the tab is open, sent as a header, in no URL. */
const KEY = 'signet.token';

let listeners: (() => void)[] = [];

export function readToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
  listeners.forEach((tell) => tell());
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
  listeners.forEach((tell) => tell());
}

/** For `useSyncExternalStore`. */
export function onTokenChange(tell: () => void): () => void {
  listeners = [...listeners, tell];
  return () => {
    listeners = listeners.filter((one) => one !== tell);
  };
}

import type { Config } from '../config/config.js';

/** Where senders reach a hook. */
export function hookUrl(http: Config['http'], address: string): string {
  return `${http.publicUrl ?? `http://${http.host}:${http.port}`}/hooks/${address}`;
}

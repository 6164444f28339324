import type { Config } from '../config/config.js';

/** Where this program is reached from outside. */
export function publicUrl(http: Config['http']): string {
  return http.publicUrl ?? `http://${http.host}:${http.port}`;
}

/** Where senders reach a hook. */
export function hookUrl(http: Config['http'], address: string): string {
  return `${publicUrl(http)}/hooks/${address}`;
}

/** Where transmitters of security event tokens reach it. */
export function streamUrl(http: Config['http'], address: string): string {
  return `${publicUrl(http)}/ssf/${address}`;
}

import type { Config } from '../config/config.js';

/** Where senders reach a hook. */
export function hookUrl(http: Config['http'], address: string): string {
  return `${baseUrl(http)}/hooks/${address}`;
}

/** Where transmitters of security event tokens reach it. */
export function streamUrl(http: Config['http'], address: string): string {
  return `${baseUrl(http)}/ssf/${address}`;
}

function baseUrl({ publicUrl, host, port }: Config['http']): string {
  return publicUrl ?? `http://${host}:${port}`;
}

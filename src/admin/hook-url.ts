import type { Config } from '../config/config.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';

/** Where this program is reached from outside. */
export function publicUrl(http: Config['http']): string {
  return http.publicUrl ?? `http://${http.host}:${http.port}`;
}

/** Where senders reach a hook in an environment. */
export function hookUrl(
  http: Config['http'],
  address: string,
  environment: string = DEFAULT_ENVIRONMENT,
): string {
  const query = environment === DEFAULT_ENVIRONMENT ? '' : `?environment=${environment}`;
  return `${publicUrl(http)}/hooks/${address}${query}`;
}

/** Where transmitters of security event tokens reach it. */
export function streamUrl(http: Config['http'], address: string): string {
  return `${publicUrl(http)}/ssf/${address}`;
}

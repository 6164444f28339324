import type { Config } from '../config/config.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';

/** Where senders reach a hook in an environment. */
export function hookUrl(
  http: Config['http'],
  address: string,
  environment: string = DEFAULT_ENVIRONMENT,
): string {
  const query = environment === DEFAULT_ENVIRONMENT ? '' : `?environment=${environment}`;
  return `${baseUrl(http)}/hooks/${address}${query}`;
}

/** Where transmitters of security event tokens reach it. */
export function streamUrl(http: Config['http'], address: string): string {
  return `${baseUrl(http)}/ssf/${address}`;
}

function baseUrl({ publicUrl, host, port }: Config['http']): string {
  return publicUrl ?? `http://${host}:${port}`;
}

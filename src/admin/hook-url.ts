import type { Config } from '../config/config.js';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';

/** Where senders reach a hook in an environment. */
export function hookUrl(
  http: Config['http'],
  address: string,
  environment: string = DEFAULT_ENVIRONMENT,
): string {
  const query = environment === DEFAULT_ENVIRONMENT ? '' : `?environment=${environment}`;
  return `${http.publicUrl ?? `http://${http.host}:${http.port}`}/hooks/${address}${query}`;
}

import { DEFAULT_ENVIRONMENT } from '../config/places.js';
/** Where this program is reached from outside. */
export function publicUrl(http) {
    return http.publicUrl ?? `http://${http.host}:${http.port}`;
}
/** Where senders reach a hook in an environment. */
export function hookUrl(http, address, environment = DEFAULT_ENVIRONMENT) {
    const query = environment === DEFAULT_ENVIRONMENT ? '' : `?environment=${environment}`;
    return `${publicUrl(http)}/hooks/${address}${query}`;
}
/** Where transmitters of security event tokens reach it. */
export function streamUrl(http, address) {
    return `${publicUrl(http)}/ssf/${address}`;
}
//# sourceMappingURL=hook-url.js.map
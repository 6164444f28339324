import { DEFAULT_TENANT } from '../../config/places.js';
import { decodeSegment } from './entrance.js';
const PATH = /^\/api\/v1\/(?:([^/]+)\/)?executions\/webhook\/([^/]+)\/([^/]+)\/([^/]+)$/;
/** https://kestra.io/plugins/core/trigger/io.kestra.plugin.core.trigger.webhook#properties_key-body */
const LONGEST_KEY = 256;
/** Null for a path that leads to none, whatever is deployed. */
export function kestraWebhook(path) {
    const [, given, ...rest] = PATH.exec(path) ?? [];
    const [tenant, namespace, flow, key] = [given ?? DEFAULT_TENANT, ...rest].map(decodeSegment);
    return tenant && namespace && flow && key && key.length <= LONGEST_KEY
        ? { tenant, namespace, flow, key }
        : null;
}
//# sourceMappingURL=kestra-path.js.map
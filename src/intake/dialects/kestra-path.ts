import { DEFAULT_TENANT } from '../../config/places.js';
import { decodeSegment } from './entrance.js';

/** A webhook of Kestra, as its URL names it. */
export interface KestraWebhook {
  readonly tenant: string;
  readonly namespace: string;
  readonly flow: string;
  readonly key: string;
}

const PATH = /^\/api\/v1\/(?:([^/]+)\/)?executions\/webhook\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** https://kestra.io/plugins/core/trigger/io.kestra.plugin.core.trigger.webhook#properties_key-body */
const LONGEST_KEY = 256;

/** Null for a path that leads to none, whatever is deployed. */
export function kestraWebhook(path: string): KestraWebhook | null {
  const [, given, ...rest] = PATH.exec(path) ?? [];
  const [tenant, namespace, flow, key] = [given ?? DEFAULT_TENANT, ...rest].map(decodeSegment);
  return tenant && namespace && flow && key && key.length <= LONGEST_KEY
    ? { tenant, namespace, flow, key }
    : null;
}

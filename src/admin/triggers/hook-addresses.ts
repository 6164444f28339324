import { DEFAULT_ENVIRONMENT, DEFAULT_TENANT } from '../../config/places.js';
import type { HookProofs } from '../../workflow/document.js';

/** One way to reach a hook: its own address, the URL that Kestra forms, or those of ToolJet, which wait or do not. */
export interface HookAddress {
  readonly kind: 'hook' | 'kestra' | 'tooljet' | 'tooljet-async';
  readonly methods: readonly string[];
  readonly url: string;
}

/** A hook and whose it is. */
export interface AddressedHook {
  readonly address: string;
  readonly environment: string;
  /** Of a source when there is none. */
  readonly workflow?: {
    readonly workflowId: string;
    readonly tenant: string;
    readonly namespace: string;
    readonly id: string;
    readonly proofs: HookProofs;
  };
}

/** Methods of a hook whose sender follows no profile; Kestra takes the same. */
const ANY_SENDER: readonly string[] = ['POST', 'GET', 'PUT'];
/** Stands where a secret would. */
const HIDDEN = '{key}';

/** Every address a hook answers at in an environment, under `base`. A key that comes out of a secret is not shown. */
export function hookAddresses(base: string, hook: AddressedHook, methods = ANY_SENDER): HookAddress[] {
  const { address, environment, workflow } = hook;
  const where = environment === DEFAULT_ENVIRONMENT ? '' : `environment=${encodeURIComponent(environment)}`;
  const key = workflow?.proofs.key && (workflow.proofs.key.includes('{{') ? HIDDEN : workflow.proofs.key);
  const own = [where, key === undefined ? '' : `key=${asPart(key)}`].filter((part) => part !== '').join('&');
  const addresses: HookAddress[] = [
    { kind: 'hook', methods, url: withQuery(`${base}/hooks/${address}`, own) },
  ];
  if (workflow && key !== undefined) {
    addresses.push({
      kind: 'kestra',
      methods: ANY_SENDER,
      url: withQuery(kestraUrl(base, workflow, key), where),
    });
  }
  if (workflow && isBearer(workflow.proofs)) {
    const started = toolJetUrl(base, workflow);
    const query = `environment=${encodeURIComponent(environment)}`;
    addresses.push(
      { kind: 'tooljet', methods: ['POST'], url: withQuery(started, query) },
      { kind: 'tooljet-async', methods: ['POST'], url: withQuery(`${started}-async`, query) },
    );
  }
  return addresses;
}

/** https://kestra.io/docs/how-to-guides/webhooks */
export function kestraUrl(
  base: string,
  { tenant, namespace, id }: NonNullable<AddressedHook['workflow']>,
  key: string,
): string {
  const place = tenant === DEFAULT_TENANT ? '' : `/${tenant}`;
  return `${base}/api/v1${place}/executions/webhook/${namespace}/${id}/${asPart(key)}`;
}

/** https://docs.tooljet.ai/docs/workflows/webhooks */
export function toolJetUrl(base: string, { workflowId }: NonNullable<AddressedHook['workflow']>): string {
  return `${base}/api/v2/webhooks/workflows/${workflowId}/trigger`;
}

/** ToolJet sends the token of a workflow as a bearer token alone. */
export function isBearer({ token }: HookProofs): boolean {
  return token?.scheme === 'Bearer' && token.from.toLowerCase() === 'header:authorization';
}

const asPart = (key: string): string => (key === HIDDEN ? key : encodeURIComponent(key));

const withQuery = (url: string, query: string): string => (query === '' ? url : `${url}?${query}`);

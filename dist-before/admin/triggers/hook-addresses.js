import { DEFAULT_ENVIRONMENT, DEFAULT_TENANT } from '../../config/places.js';
/** Methods of a hook whose sender follows no profile; Kestra takes the same. */
const ANY_SENDER = ['POST', 'GET', 'PUT'];
/** Stands where a secret would. */
const HIDDEN = '{key}';
/** Every address a hook answers at in an environment, under `base`. A key that comes out of a secret is not shown. */
export function hookAddresses(base, hook, methods = ANY_SENDER) {
    const { address, environment, workflow } = hook;
    const where = environment === DEFAULT_ENVIRONMENT ? '' : `environment=${encodeURIComponent(environment)}`;
    const key = workflow?.proofs.key && (workflow.proofs.key.includes('{{') ? HIDDEN : workflow.proofs.key);
    const own = [where, key === undefined ? '' : `key=${asPart(key)}`].filter((part) => part !== '').join('&');
    const addresses = [
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
        addresses.push({ kind: 'tooljet', methods: ['POST'], url: withQuery(started, query) }, { kind: 'tooljet-async', methods: ['POST'], url: withQuery(`${started}-async`, query) });
    }
    return addresses;
}
/** https://kestra.io/docs/how-to-guides/webhooks */
export function kestraUrl(base, { tenant, namespace, id }, key) {
    const place = tenant === DEFAULT_TENANT ? '' : `/${tenant}`;
    return `${base}/api/v1${place}/executions/webhook/${namespace}/${id}/${asPart(key)}`;
}
/** https://docs.tooljet.ai/docs/workflows/webhooks */
export function toolJetUrl(base, { workflowId }) {
    return `${base}/api/v2/webhooks/workflows/${workflowId}/trigger`;
}
/** ToolJet sends the token of a workflow as a bearer token alone. */
export function isBearer({ token }) {
    return token?.scheme === 'Bearer' && token.from.toLowerCase() === 'header:authorization';
}
const asPart = (key) => (key === HIDDEN ? key : encodeURIComponent(key));
const withQuery = (url, query) => (query === '' ? url : `${url}?${query}`);
//# sourceMappingURL=hook-addresses.js.map
import { headersOf, parametersOf } from '../event-columns.js';
import { wholeBody } from '../events-of.js';
import { RequestView } from '../verification/request-view.js';
/** Of a request that was taken by a hook that knows those names for credentials. */
export function variablesOf(request, credentials) {
    const view = new RequestView(request);
    const body = view.json.ok ? view.json.value : null;
    return {
        body: wholeBody(view, { body }).value,
        headers: headersOf(request, credentials),
        parameters: parametersOf(request, credentials),
    };
}
//# sourceMappingURL=kestra-variables.js.map
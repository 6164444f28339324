import { readJson } from './given.js';
import { namedValues } from './hook-place.js';
/** As the API takes it. */
export async function requestBody(session, options) {
    const { environment, method, body, header, query } = options;
    return {
        ...(environment !== undefined && { environment }),
        ...(method !== undefined && { method: method.toUpperCase() }),
        ...(body !== undefined && { body: await readJson(session.shell, body, '--body') }),
        ...(header && { headers: namedValues(header) }),
        ...(query && { query: namedValues(query) }),
    };
}
//# sourceMappingURL=hook-request.js.map
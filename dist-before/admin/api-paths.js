/** Where the management API lives. */
export const API_BASE = 'api/v1';
/** Under which a request carries the tenant its path names, when it names one. */
export const TENANT_OF_PATH = Symbol('tenant of the path');
const resources = new Set();
/** Notes the first word of a controller's path. */
export function addResource(path) {
    resources.add(path.split('/')[0]);
}
/** Whether a word is one of the API's: no tenant is called like one. */
export function isResource(word) {
    return resources.has(word);
}
//# sourceMappingURL=api-paths.js.map
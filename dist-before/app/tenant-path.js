import { API_BASE, isResource, TENANT_OF_PATH } from '../admin/api-paths.js';
const SPLIT = new RegExp(`^/${API_BASE}/([A-Za-z0-9_-]{1,63})/([^/?]+)`);
/**
 * `/api/v1/{tenant}/workflows` is `/api/v1/workflows`, for a caller of that tenant. The first word after the base is a
 * tenant when it is no word of the API and the next one is.
 */
export function takeTenant(request, _response, next) {
    const url = request.url ?? '';
    const [whole = '', tenant = '', word = ''] = SPLIT.exec(url) ?? [];
    if (whole !== '' && !isResource(tenant) && isResource(word)) {
        request[TENANT_OF_PATH] = tenant;
        request.url = `/${API_BASE}/${word}${url.slice(whole.length)}`;
    }
    next();
}
//# sourceMappingURL=tenant-path.js.map
import { LOGGER } from '../telemetry/logger.js';
import { HttpErrorFilter } from './http-error.filter.js';
import { setSafeHeaders } from './safe-headers.js';
/** What every role answers with: safe headers, errors as problems. */
export function setUpHttp(app) {
    app.disable('x-powered-by');
    app.use(setSafeHeaders);
    app.useGlobalFilters(new HttpErrorFilter(app.get(LOGGER)));
}
//# sourceMappingURL=set-up-http.js.map
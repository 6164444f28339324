import type { NestExpressApplication } from '@nestjs/platform-express';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { HttpErrorFilter } from './http-error.filter.js';
import { setSafeHeaders } from './safe-headers.js';

/** What every role answers with: safe headers, errors as problems. */
export function setUpHttp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.use(setSafeHeaders);
  app.useGlobalFilters(new HttpErrorFilter(app.get<Logger>(LOGGER)));
}

/** What the running application answers, from its own router. */
import type { INestApplicationContext } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

export interface Route {
  /** As the framework has it: `/api/v1/executions/:id`. */
  readonly path: string;
  /** Upper case. */
  readonly method: string;
}

export function routesOf(app: INestApplicationContext): Route[] {
  const adapter = (app as NestExpressApplication).getHttpAdapter();
  const { router } = adapter.getInstance() as unknown as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => ({ path: route.path, method: method.toUpperCase() }))
      : [],
  );
}

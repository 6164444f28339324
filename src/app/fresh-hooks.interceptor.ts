import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { from, map, mergeMap, type Observable } from 'rxjs';
import { changesHooks } from '../admin/resource.controller.js';
import { HookDirectory } from '../intake/hook-directory.service.js';

/** A change through this process's API is known to its own doors before the answer; others hear of it moments later. */
@Injectable()
export class FreshHooksInterceptor implements NestInterceptor {
  constructor(private readonly hooks: HookDirectory) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<{ method: string }>();
    if (method === 'GET' || method === 'HEAD' || !changesHooks(context.getClass())) {
      return next.handle();
    }
    // A refresh that fails is made good by the announcement: the change itself is committed.
    const refreshed = (): Promise<void> => this.hooks.refresh().catch(() => undefined);
    return next.handle().pipe(mergeMap((answer) => from(refreshed()).pipe(map(() => answer))));
  }
}

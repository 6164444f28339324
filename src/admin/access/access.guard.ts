import type { IncomingMessage } from 'node:http';
import {
  type CanActivate,
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Forbidden, NotFound } from '../../errors/errors.js';
import { TENANT_OF_PATH } from '../api-paths.js';
import { AccessTokens } from './access-tokens.service.js';
import type { Caller, Role } from './caller.js';

const ROLES_KEY = 'signet:roles';

/** Roles that may read what is not secret. */
export const READERS = ['author', 'operator', 'auditor'] as const satisfies readonly Role[];

/** Who may call a route, besides `admin`. A route without it is closed to everybody else. */
export const Roles = (...roles: readonly Role[]): CustomDecorator => SetMetadata(ROLES_KEY, roles);

/** Who asks, as a parameter of a route. */
export const Asking = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller =>
    context.switchToHttp().getRequest<{ caller: Caller }>().caller,
);

/** Lets nobody in without a token, and no token further than its role. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context
      .switchToHttp()
      .getRequest<IncomingMessage & { caller?: Caller; [TENANT_OF_PATH]?: string }>();
    const caller = await this.tokens.ofRequest(request);
    const tenant = request[TENANT_OF_PATH];
    if (tenant !== undefined && tenant !== caller.tenant) {
      throw new NotFound('nothing is here'); // whether there is such a tenant is not for strangers
    }
    const allowed = this.reflector.get<readonly Role[] | undefined>(ROLES_KEY, context.getHandler()) ?? [];
    if (caller.role !== 'admin' && !allowed.includes(caller.role)) {
      throw new Forbidden(`the role ${caller.role} may not do this`);
    }
    request.caller = caller;
    return true;
  }
}

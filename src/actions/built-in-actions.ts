import { systemClock } from '../config/clock.js';
import type { GuardedClient } from '../outbound/guarded-client.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import type { Action } from './action.js';
import { auditLog } from './audit/audit-log.js';
import { fail } from './flow/fail.js';
import { log } from './flow/log.js';
import { set } from './flow/set.js';
import { httpRequest } from './http/http-request.js';
import { groupAdd, groupRemove, roleAssign, roleRemove } from './identity/membership-actions.js';
import {
  userCreate,
  userDelete,
  userDisable,
  userEnable,
  userGet,
  userUpdate,
} from './identity/user-actions.js';

/** What Signet can do out of the box; `http` and `tokens` are the ways out for `http.request`. */
export function builtInActions(
  http: Pick<GuardedClient, 'request'>,
  tokens: Pick<OutboundTokens, 'send'> = new OutboundTokens(http, systemClock),
): readonly Action[] {
  const users = [userGet, userCreate, userUpdate, userDisable, userEnable, userDelete];
  const memberships = [roleAssign, roleRemove, groupAdd, groupRemove];
  return [...users, ...memberships, auditLog, httpRequest(http, tokens), log, set, fail];
}

import { systemClock } from '../config/clock.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import { auditLog } from './audit/audit-log.js';
import { fail } from './flow/fail.js';
import { log } from './flow/log.js';
import { set } from './flow/set.js';
import { httpRequest } from './http/http-request.js';
import { groupAdd, groupRemove, roleAssign, roleRemove } from './identity/membership-actions.js';
import { userCreate, userDelete, userDisable, userEnable, userGet, userUpdate, } from './identity/user-actions.js';
/** What Signet can do out of the box; `http` and `tokens` are the ways out for `http.request`. */
export function builtInActions(http, tokens = new OutboundTokens(http, systemClock)) {
    const users = [userGet, userCreate, userUpdate, userDisable, userEnable, userDelete];
    const memberships = [roleAssign, roleRemove, groupAdd, groupRemove];
    return [...users, ...memberships, auditLog, httpRequest(http, tokens), log, set, fail];
}
//# sourceMappingURL=built-in-actions.js.map
import type { ApprovalRow } from '../../ledger/approval.view.js';
import type { Caller } from '../access/caller.js';

type Deciders = Pick<ApprovalRow, 'roles' | 'tokens'>;

/** An admin may always; others when their role or their token is named. */
export function mayDecide({ role, name }: Caller, { roles, tokens }: Deciders): boolean {
  return role === 'admin' || roles.includes(role) || tokens.includes(name);
}

/** Whether the workflow says who may decide, beside whoever has a link. */
export function isRestricted({ roles, tokens }: Deciders): boolean {
  return roles.length > 0 || tokens.length > 0;
}

import type { Caller } from '../../../../src/admin/access/caller.js';
import type { ApprovalModel } from '../../../../src/admin/approvals/approvals.dto.js';
import type { ApprovalStatus } from '../../../../src/ledger/approval.view.js';
import type { ParameterDefinition } from '../../../../src/workflow/parameters/parameter.js';
import type { Wire } from '../../api/wire';

export type Field = Pick<ParameterDefinition, 'type' | 'required' | 'default' | 'description' | 'enum'>;

export type Approval = Omit<Wire<ApprovalModel>, 'fields' | 'status'> & {
  readonly status: ApprovalStatus;
  readonly fields: Readonly<Record<string, Field>>;
};

export const STATUSES = [
  'open',
  'decided',
  'expired',
  'cancelled',
] as const satisfies readonly ApprovalStatus[];

/** An admin may always; others when their role or their token is named. The API decides. */
export function mayDecide(
  { role, name }: Pick<Caller, 'role' | 'name'>,
  { roles, tokens }: Pick<Approval, 'roles' | 'tokens'>,
): boolean {
  return role === 'admin' || roles.includes(role) || tokens.includes(name);
}

/** Who may, in words. */
export function decidersText({ roles, tokens, link }: Pick<Approval, 'roles' | 'tokens' | 'link'>): string {
  return [
    'admin',
    ...roles.filter((role) => role !== 'admin'),
    ...tokens.map((name) => `token ${name}`),
    ...(link ? ['whoever has a link'] : []),
  ].join(', ');
}

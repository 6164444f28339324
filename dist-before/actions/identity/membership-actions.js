import { requireText } from '../input.js';
import { text } from '../schema.js';
import { identityAction } from './identity-action.js';
const ROLE = { role: text('Name of the role.') };
const GROUP = { group: text('Name of the group, or its id in the directory.') };
/** Makes sure a user has a role. */
export const roleAssign = identityAction({
    type: 'role.assign',
    description: 'Makes sure a user has a role.',
    properties: ROLE,
    required: ['role'],
    change: (user, input) => ({ kind: 'role.assign', user, role: requireText(input, 'role') }),
});
/** Makes sure a user has not a role. */
export const roleRemove = identityAction({
    type: 'role.remove',
    description: 'Makes sure a user does not have a role.',
    destructive: 'always',
    properties: ROLE,
    required: ['role'],
    change: (user, input) => ({ kind: 'role.remove', user, role: requireText(input, 'role') }),
});
/** Makes sure a user is in a group. */
export const groupAdd = identityAction({
    type: 'group.add',
    description: 'Makes sure a user is a member of a group.',
    properties: GROUP,
    required: ['group'],
    change: (user, input) => ({ kind: 'group.add', user, group: requireText(input, 'group') }),
});
/** Makes sure a user is not in a group. */
export const groupRemove = identityAction({
    type: 'group.remove',
    description: 'Makes sure a user is not a member of a group.',
    destructive: 'always',
    properties: GROUP,
    required: ['group'],
    change: (user, input) => ({ kind: 'group.remove', user, group: requireText(input, 'group') }),
});
//# sourceMappingURL=membership-actions.js.map
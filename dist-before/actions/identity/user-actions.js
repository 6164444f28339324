import { checkSet } from '../../directories/user-patch.js';
import { findObject } from '../input.js';
import { open } from '../schema.js';
import { identityAction, USER_SCHEMA } from './identity-action.js';
const SET = open('What shall be true: userName, email, displayName, active, roles, groups, and any other attribute. null removes.');
const LITERALS = {
    set: (value) => {
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
            checkSet(value);
        }
    },
};
/** Reads a user; its output is the user. */
export const userGet = identityAction({
    type: 'user.get',
    description: 'Reads a user.',
    change: (user) => ({ kind: 'user.get', user }),
    output: USER_SCHEMA,
    conclude: ({ user }) => user,
});
/** Makes sure a user exists and is as described. */
export const userCreate = identityAction({
    type: 'user.create',
    description: 'Makes sure a user exists and is as described; one that exists is updated where it differs.',
    destructive: 'bySet',
    properties: { set: SET },
    literals: LITERALS,
    change: (user, input) => ({
        kind: 'user.create',
        user,
        set: findObject(input, 'set') ?? {},
    }),
});
/** Makes sure a known user is as described. */
export const userUpdate = identityAction({
    type: 'user.update',
    description: 'Makes sure a known user is as described; only what differs is written.',
    destructive: 'bySet',
    properties: { set: SET },
    literals: LITERALS,
    required: ['set'],
    change: (user, input) => ({ kind: 'user.update', user, set: findObject(input, 'set') ?? {} }),
});
/** Makes sure a user cannot sign in. */
export const userDisable = identityAction({
    type: 'user.disable',
    description: 'Makes sure a user cannot sign in.',
    destructive: 'always',
    change: (user) => ({ kind: 'user.disable', user }),
});
/** Makes sure a user can sign in. */
export const userEnable = identityAction({
    type: 'user.enable',
    description: 'Makes sure a user can sign in.',
    change: (user) => ({ kind: 'user.enable', user }),
});
/** Makes sure a user does not exist. */
export const userDelete = identityAction({
    type: 'user.delete',
    description: 'Makes sure a user does not exist.',
    destructive: 'always',
    change: (user) => ({ kind: 'user.delete', user }),
});
//# sourceMappingURL=user-actions.js.map
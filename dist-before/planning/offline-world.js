import { createActionRegistry } from '../actions/registry.js';
import { builtInActions } from '../actions/built-in-actions.js';
import { closedSubflows } from './closed-subflows.js';
import { CLOSED_TOKENS, CLOSED_WAY } from './withheld-call.js';
import { WithheldSecrets } from './withheld-secrets.js';
/** Every action, none of which gets out. Also the catalog documents are checked against. */
export const OFFLINE_ACTIONS = createActionRegistry(builtInActions(CLOSED_WAY, CLOSED_TOKENS));
/** A world without a server: what a test case says is there, and every secret, directory and other workflow. */
export function offlineWorld({ users = {}, variables = {}, now }) {
    return {
        actions: OFFLINE_ACTIONS,
        directories: { get: (name) => ({ kind: 'own', name }) },
        findUser: (directory, id) => {
            const known = Object.hasOwn(users, directory) ? users[directory] : [{ id }];
            const user = known.find((one) => one.id === id);
            return Promise.resolve(user ? asUser(user) : null);
        },
        now: now === undefined ? new Date() : new Date(now),
        surroundings: (workflow) => Promise.resolve({
            variables,
            secrets: new WithheldSecrets(null),
            subflows: closedSubflows(workflow, () => true),
        }),
    };
}
function asUser({ id, ...rest }) {
    return { active: true, roles: [], groups: [], attributes: {}, ...rest, id };
}
//# sourceMappingURL=offline-world.js.map
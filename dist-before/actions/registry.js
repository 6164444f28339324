import { Ajv } from 'ajv';
import { ConfigInvalid, NotFound } from '../errors/errors.js';
/** A dotted lower-case name, `user.update`. */
const TYPE = /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)*$/;
/** Throws ConfigInvalid, with all faults, when two actions share a type or a schema does not compile. */
export function createActionRegistry(actions) {
    const faults = [...duplicates(actions), ...actions.flatMap(faultsOf)];
    if (faults.length > 0) {
        throw new ConfigInvalid(faults);
    }
    return new Registry(actions.map((action) => [action.type, action]));
}
class Registry extends Map {
    require(type) {
        const action = this.get(type);
        if (action === undefined) {
            throw new NotFound(`no action is called ${type}`, { type });
        }
        return action;
    }
}
function duplicates(actions) {
    const types = actions.map(({ type }) => type);
    return [...new Set(types.filter((type, at) => types.indexOf(type) !== at))].map((type) => `action ${type}: registered twice`);
}
function faultsOf(action) {
    const named = TYPE.test(action.type)
        ? []
        : [`action ${action.type}: must be a dotted name like user.update`];
    return [...named, ...schemaFault(action, 'input'), ...schemaFault(action, 'output')];
}
function schemaFault(action, side) {
    try {
        new Ajv({ strict: true, allErrors: true }).compile(action[side]);
        return [];
    }
    catch (error) {
        return [
            `action ${action.type}: ${side} schema: ${error instanceof Error ? error.message : String(error)}`,
        ];
    }
}
//# sourceMappingURL=registry.js.map
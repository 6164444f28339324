import { Ajv } from 'ajv';

import { ConfigInvalid, NotFound } from '../errors/errors.js';
import type { Action } from './action.js';

/** Every action there is, by type; also the `TaskCatalog` that documents are checked against. */
export interface ActionRegistry extends ReadonlyMap<string, Action> {
  /** Throws NotFound. */
  require(type: string): Action;
}

/** A dotted lower-case name, `user.update`. */
const TYPE = /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)*$/;

/** Throws ConfigInvalid, with all faults, when two actions share a type or a schema does not compile. */
export function createActionRegistry(actions: readonly Action[]): ActionRegistry {
  const faults = [...duplicates(actions), ...actions.flatMap(faultsOf)];
  if (faults.length > 0) {
    throw new ConfigInvalid(faults);
  }
  return new Registry(actions.map((action) => [action.type, action]));
}

class Registry extends Map<string, Action> implements ActionRegistry {
  require(type: string): Action {
    const action = this.get(type);
    if (action === undefined) {
      throw new NotFound(`no action is called ${type}`, { type });
    }
    return action;
  }
}

function duplicates(actions: readonly Action[]): string[] {
  const types = actions.map(({ type }) => type);
  return [...new Set(types.filter((type, at) => types.indexOf(type) !== at))].map(
    (type) => `action ${type}: registered twice`,
  );
}

function faultsOf(action: Action): string[] {
  const named = TYPE.test(action.type)
    ? []
    : [`action ${action.type}: must be a dotted name like user.update`];
  return [...named, ...schemaFault(action, 'input'), ...schemaFault(action, 'output')];
}

function schemaFault(action: Action, side: 'input' | 'output'): string[] {
  try {
    new Ajv({ strict: true, allErrors: true }).compile(action[side]);
    return [];
  } catch (error) {
    return [
      `action ${action.type}: ${side} schema: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}

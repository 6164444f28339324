/** Token of the `TaskCatalog` that documents are checked against: the action registry. */
export const CATALOG = Symbol('CATALOG');
/** Token of the `Presets`: every verification profile Signet ships. */
export const PRESETS = Symbol('PRESETS');
/** Token of the `Known`: profiles and event types that sources may name. */
export const KNOWN = Symbol('KNOWN');
/** Token of the `Trigger`. */
export const TRIGGER = Symbol('TRIGGER');
/** Token of the `TestRunner`. */
export const TEST_RUNS = Symbol('TEST_RUNS');
/** Token of the `OwnDoors`. */
export const OWN_DOORS = Symbol('OWN_DOORS');
//# sourceMappingURL=ports.js.map
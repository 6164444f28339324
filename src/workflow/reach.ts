import type { TaskCatalog } from './document.js';
import type { DeclaredInputs } from './parameters/declared-inputs.js';
import type { Report } from './report.js';
import type { SubflowCall } from './tasks/subflow-call.js';
import type { Type } from './typing/type.js';

/** What expressions at one place may read. */
export interface Reach {
  readonly report: Report;
  /** Tasks that have run before: id to task type. Undefined where only the event is known. */
  readonly before?: ReadonlyMap<string, string>;
  /** Ids of all tasks, to tell "later" from "unknown". */
  readonly all: ReadonlySet<string>;
  readonly catalog: TaskCatalog;
  /** What each task gives. */
  readonly outputs: ReadonlyMap<string, Type>;
  /** Undefined where inputs are being made. */
  readonly inputs?: DeclaredInputs;
  /** Members that `execution` has; undefined where it is not known, or is as tasks see it. */
  readonly execution?: readonly string[];
  readonly mayUseSecrets: boolean;
  /** Gathers the subflows that are come by. */
  readonly calls: SubflowCall[];
  /** Inside of a loop. */
  readonly inLoop?: boolean;
  /** A value of that loop. */
  readonly each?: Type;
  /** The event that is waited for may be read. */
  readonly hasEvent?: boolean;
}

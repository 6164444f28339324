import type { TaskCatalog, WorkflowDocument } from './document.js';
import type { Fault } from './fault.js';
import { normalise } from './normalise.js';
import { readYaml } from './read-yaml.js';
import type { SubflowCall } from './tasks/subflow-call.js';
import { withOwnTypes } from './type-aliases.js';
import { validateDocument } from './validate.js';

export interface ParseResult {
  /** There when nothing is wrong; warnings may still be given. */
  readonly document?: WorkflowDocument;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** What other workflows are given; only who knows those can say whether they take it. */
  readonly calls?: readonly SubflowCall[];
}

/** A workflow document out of YAML or JSON, or all its faults at once, in the order of the text. Never throws for what the text says. */
export function parseWorkflow(text: string, options: { catalog: TaskCatalog; file?: string }): ParseResult {
  const { value: written, report } = readYaml(text, options.file);
  const value = withOwnTypes(written);
  const calls = value === undefined ? [] : validateDocument(value, options.catalog, report);
  const { faults, warnings } = report;
  return faults.length === 0 && value !== undefined
    ? { document: normalise(value), faults, warnings, calls }
    : { faults, warnings };
}

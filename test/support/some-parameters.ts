/** Parameters as a document writes them, ready to be read. */
import { compileWorkflow } from '../../src/workflow/compile.js';
import { faultLine } from '../../src/workflow/fault.js';
import type { CompiledParameters } from '../../src/workflow/parameters/compile-parameters.js';
import { parseWorkflow } from '../../src/workflow/parse.js';
import { CATALOG } from './a-catalog.js';

/** A document whose webhook `hook` takes these parameters. */
export function aParameterised(parameters: unknown): string {
  return JSON.stringify({
    id: 'hire',
    namespace: 'acme',
    triggers: [{ id: 'hook', type: 'webhook', open: true, parameters }],
    tasks: [{ id: 'first', type: 'audit.log', message: '{{ inputs }}' }],
  });
}

/** Throws when the language refuses them. */
export function someParameters(parameters: unknown): CompiledParameters {
  const { document, faults } = parseWorkflow(aParameterised(parameters), { catalog: CATALOG });
  if (!document) {
    throw new Error(faults.map((fault) => faultLine(fault)).join('\n'));
  }
  return compileWorkflow(document).triggers[0]!.parameters ?? [];
}

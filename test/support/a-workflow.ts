/** Small documents with one thing in them, and what parsing says of them. */
import { expect } from 'vitest';

import { faultLine } from '../../src/workflow/fault.js';
import { parseWorkflow } from '../../src/workflow/parse.js';
import { CATALOG } from './a-catalog.js';

/** A smallest workflow with one task more, or other members on top. */
export function aWorkflow({ top = '', task = '', triggers = '' }): string {
  return `id: one\nnamespace: acme\n${top}${triggers}tasks:\n  - id: first\n    type: audit.log\n    message: hello\n${task}`;
}

export function aTask(body: string): string {
  return aWorkflow({ task: `  - id: second\n${body.replaceAll(/^(?=.)/gm, '    ')}\n` });
}

export function aWebhook(body: string): string {
  return aWorkflow({
    triggers: `triggers:\n  - id: hook\n    type: webhook\n${body.replaceAll(/^(?=.)/gm, '    ')}\n`,
  });
}

export function faultsOf(text: string): string[] {
  return parseWorkflow(text, { catalog: CATALOG }).faults.map((fault) => faultLine(fault));
}

export function warningsOf(text: string): string[] {
  const { faults, warnings } = parseWorkflow(text, { catalog: CATALOG });
  expect(faults).toEqual([]);
  return warnings.map((fault) => faultLine(fault));
}

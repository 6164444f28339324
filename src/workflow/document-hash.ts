import { createHash } from 'node:crypto';
import type { WorkflowDocument } from './document.js';

/** SHA-256 of what a document means, in hex: the order of members, which the ledger does not keep either, is no part of it. */
export function documentHash(document: WorkflowDocument): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(document)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, one]) => [key, inOrder(one)] as const)
          .toSorted(([one], [other]) => (one < other ? -1 : 1)),
      )
    : value;
}

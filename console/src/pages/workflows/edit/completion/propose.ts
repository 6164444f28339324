/**
 * Which way to go on a document has. Our own, for what there is (codemirror-json-schema) brings a renderer of Markdown, a
 * highlighter and another parser of YAML along, and knows nothing of expressions.
 */
import { expressionAt, type KnownNames, namesAt } from './expression-proposals';
import type { Proposal } from './proposal';
import { placeAt } from './read-place';
import { keysAt, valuesAt } from './schema-proposals';
import type { Schema } from './schema-walk';

export interface Proposals {
  /** Where in the text begins what they take the place of. */
  readonly from: number;
  readonly proposals: readonly Proposal[];
}

/** What can be written at a place of a workflow's text, YAML or JSON; `schema` is the published one. Null: nothing that is known. */
export function propose(text: string, position: number, schema: Schema, known: KnownNames): Proposals | null {
  const place = placeAt(text, position);
  if (!place) {
    return null;
  }
  const source = expressionAt(place);
  if (source !== null) {
    const { written, proposals } = namesAt(schema, place, known, source);
    return proposals.length === 0 ? null : { from: position - written.length, proposals };
  }
  const keys = place.isKey ? keysAt(schema, place) : [];
  const values = place.isEntry || (!place.isKey && place.isAlone) ? valuesAt(schema, place) : [];
  const proposals = [...keys, ...values];
  return proposals.length === 0 ? null : { from: place.from, proposals };
}

/** Completion of workflow documents in the editor; fetched when one is opened. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  startCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { KnownNames } from './expression-proposals';
import type { Proposal } from './proposal';
import { propose } from './propose';
import type { Schema } from './schema-walk';

const LOOKS = { key: 'property', value: 'enum', name: 'variable', function: 'function' } as const;
/** What comes next can be proposed, too. */
const GOES_ON = /[:(['" ]$/;

/** As it is typed, and by Ctrl-Space. */
export function completionOf(schema: Schema, known: KnownNames): Extension {
  const source = ({ state, pos, explicit }: CompletionContext) => {
    const found = propose(state.doc.toString(), pos, schema, known);
    const written = found ? state.sliceDoc(found.from, pos) : '';
    if (!found || (!explicit && found.proposals.some(({ label }) => label === written))) {
      return null; // it is written: Enter is to begin a line
    }
    const labels = new Set(found.proposals.map(({ label }) => label));
    return {
      from: found.from,
      options: found.proposals.map(optionOf),
      validFor: (text: string) => /^[\w-]*$/.test(text) && !labels.has(text),
    };
  };
  return autocompletion({ override: [source] });
}

function optionOf(proposal: Proposal): Completion {
  const { label, kind, detail, info } = proposal;
  return {
    label,
    type: LOOKS[kind],
    ...(detail === undefined ? {} : { detail }),
    ...(info === undefined ? {} : { info }),
    apply: (view, _completion, from, to) => write(view, proposal, from, to),
  };
}

function write(
  view: EditorView,
  { label, insert = label, cursor, back = 0, eats = 0 }: Proposal,
  from: number,
  to: number,
): void {
  const start = from - back;
  view.dispatch({
    changes: { from: start, to: to + eats, insert },
    selection: { anchor: start + (cursor ?? insert.length) },
    scrollIntoView: true,
    userEvent: 'input.complete',
  });
  if (GOES_ON.test(insert.slice(0, cursor))) {
    startCompletion(view);
  }
}

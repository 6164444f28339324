import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  foldAll,
  foldGutter,
  foldKeymap,
  indentOnInput,
  unfoldAll,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { Button, Group, Stack } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { codeLook } from './code-look';
import { CopyText } from './CopyText';

interface CodeParts {
  /** What it is, for who cannot see it. */
  readonly label: string;
  readonly value: string;
  /** Without it the text can be read alone; with it `value` is the text to begin with, and what is written counts. */
  readonly onChange?: (text: string) => void;
  /** What is wrong with the text, at its places. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What proposes how to go on; null until it is there. */
  readonly completion?: Extension | null;
  /** Any CSS length. */
  readonly height?: string;
}

const NONE: readonly Diagnostic[] = [];
/** Where completion stands among the extensions of an editor. */
const COMPLETION = new Compartment();

/** YAML or JSON, to be read or to be written: with line numbers, folding and search. Tab moves on, as on the whole page. */
export function Code({
  label,
  value,
  onChange,
  diagnostics = NONE,
  completion = null,
  height = '60vh',
}: CodeParts) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const isFixed = onChange === undefined;
  const tell = useEffectEvent((text: string) => onChange?.(text));
  const now = useEffectEvent(() => value);

  useEffect(() => {
    const extensions = extensionsOf(label, isFixed, (text) => tell(text));
    const editor = new EditorView({
      parent: holder.current!,
      state: EditorState.create({ doc: now(), extensions }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label, isFixed]);

  useEffect(() => {
    const editor = view.current!;
    if (isFixed && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value, isFixed]);

  useEffect(() => {
    const { state } = view.current!;
    const within = diagnostics.filter(({ to }) => to <= state.doc.length);
    view.current!.dispatch(setDiagnostics(state, within));
  }, [diagnostics]);

  useEffect(() => {
    view.current!.dispatch({ effects: COMPLETION.reconfigure(completion ?? []) });
  }, [completion]);

  const command = (text: string, run: (editor: EditorView) => unknown) => (
    <Button size="compact-xs" variant="subtle" onClick={() => run(view.current!)}>
      {text}
    </Button>
  );
  return (
    <Stack gap={4}>
      <Group gap={4} justify="flex-end">
        {command('Search', openSearchPanel)}
        {command('Fold all', foldAll)}
        {command('Unfold all', unfoldAll)}
        <CopyText text={value} label={label} />
      </Group>
      <div ref={holder} style={{ display: 'grid', height, minWidth: 0 }} />
    </Stack>
  );
}

function extensionsOf(label: string, isFixed: boolean, tell: (text: string) => void): Extension[] {
  const writing = [
    history(),
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    lintGutter(),
    COMPLETION.of([]),
    EditorView.updateListener.of((update) => update.docChanged && tell(update.state.doc.toString())),
  ];
  return [
    lineNumbers(),
    foldGutter(),
    yaml(),
    codeLook,
    search({ top: true }),
    highlightSelectionMatches(),
    EditorView.contentAttributes.of({ 'aria-label': label, ...(isFixed && { 'aria-readonly': 'true' }) }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap]),
    ...(isFixed ? [EditorState.readOnly.of(true), EditorView.lineWrapping] : writing),
  ];
}

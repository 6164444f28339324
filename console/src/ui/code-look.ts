import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';

/** Lighter ones for the dark, of the colours that CodeMirror knows. */
const IN_THE_DARK: Readonly<Record<string, string>> = {
  '#404740': '#a6adbb',
  '#708': '#c792ea',
  '#219': '#82aaff',
  '#164': '#89d185',
  '#a11': '#e6a76b',
  '#e40': '#ff9e64',
  '#00f': '#82aaff',
  '#30a': '#b4a0ff',
  '#085': '#7fdbca',
  '#167': '#7fdbca',
  '#256': '#7fb4ca',
  '#00c': '#82aaff',
  '#940': '#8b949e',
  '#f00': '#ff7b72',
};

/** Colours of code that follow the scheme of the page. */
const colours = HighlightStyle.define(
  defaultHighlightStyle.specs.map((spec) => {
    const colour = typeof spec['color'] === 'string' ? spec['color'] : undefined;
    const dark = colour === undefined ? undefined : IN_THE_DARK[colour];
    return dark === undefined ? spec : { ...spec, color: `light-dark(${colour}, ${dark})` };
  }),
);

const theme = EditorView.theme({
  '&': {
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: 'var(--mantine-radius-md)',
    backgroundColor: 'var(--mantine-color-default)',
    color: 'var(--mantine-color-text)',
    fontSize: 'var(--mantine-font-size-sm)',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--mantine-color-default-hover)',
    color: 'var(--mantine-color-dimmed)',
    borderRight: '1px solid var(--mantine-color-default-border)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-color-text) 6%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--mantine-primary-color-filled) 30%, transparent)',
  },
  '.cm-panels, .cm-tooltip': {
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
    borderColor: 'var(--mantine-color-default-border)',
  },
  '.cm-textfield': {
    backgroundColor: 'var(--mantine-color-default)',
    border: '1px solid var(--mantine-color-default-border)',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--mantine-color-default)',
    border: '1px solid var(--mantine-color-default-border)',
    color: 'var(--mantine-color-text)',
  },
  '.cm-foldPlaceholder': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)' },
});

export const codeLook = [theme, syntaxHighlighting(colours)];

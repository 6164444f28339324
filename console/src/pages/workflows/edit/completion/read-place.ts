/** Where in a document that is being written a cursor stands. YAML and JSON alike: both are read by the editor's own parser, which takes half-written text. */
import { yamlLanguage } from '@codemirror/lang-yaml';
import type { RawMap } from '../../../../../../src/workflow/raw.js';

type Node = NonNullable<ReturnType<typeof yamlLanguage.parser.parse>['topNode']>;
export type Path = readonly (string | number)[];

export interface Place {
  /** What is written so far, without what stands at the cursor. */
  readonly document: RawMap;
  /** Of a key the map it is to stand in, of a value the value. */
  readonly path: Path;
  readonly isKey: boolean;
  /** Text of the value before the cursor, without its quote. */
  readonly before: string;
  /** The part of it that is being written, back to what cannot be in a name. */
  readonly word: string;
  /** Where that begins in the text. */
  readonly from: number;
  /** The value is that word alone, or a key is. */
  readonly isAlone: boolean;
  /** An entry of a list that may still become anything. */
  readonly isEntry: boolean;
  /** In `{}` or `[]`, where strings stand in quotes. */
  readonly isFlow: boolean;
  /** The quote that the cursor stands in; '' for none. */
  readonly quote: string;
  /** What follows on the line. */
  readonly after: string;
  /** Columns in front of the key, or of the key whose value it is. */
  readonly indent: number;
}

/** Stands for what is written at the cursor, so that there is something for the parser to find. */
const MARK = 'signetCursor';
const BLOCK_KEY = /^\s*(?:- +)*$/;
const SCALARS = ['Literal', 'QuotedLiteral', 'BlockLiteralContent'];

/** Null where no key or value is written: in a comment, behind a value. */
export function placeAt(text: string, position: number): Place | null {
  const { marked, head, ...cursor } = mark(text, position);
  const { from, word } = cursor;
  const leaf = yamlLanguage.parser.parse(marked).resolveInner(from + 1);
  if (!SCALARS.includes(leaf.name)) {
    return null;
  }
  const isKey = leaf.parent?.name === 'Key';
  const start = isKey ? leaf.parent!.parent! : leaf;
  return {
    ...cursor,
    document: mapOf(root(leaf), marked),
    path: pathTo(start, marked),
    isKey,
    before: marked.slice(leaf.from, from).replace(/^["']/, '') + word,
    isAlone: plain(marked.slice(leaf.from, leaf.to)) === MARK,
    isEntry: isKey && /- +$/.test(head),
    isFlow: within(leaf, ['FlowMapping', 'FlowSequence']),
    indent: indentOf(start, marked),
  };
}

interface Marked extends Pick<Place, 'from' | 'word' | 'quote' | 'after'> {
  /** The text with the mark in place of the word at the cursor, made whole as far as that line shows how. */
  readonly marked: string;
  /** What the line has before the word. */
  readonly head: string;
}

function mark(text: string, position: number): Marked {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const lineEnd = `${text}\n`.indexOf('\n', position);
  const word = /[\w.$-]*$/.exec(text.slice(lineStart, position))![0].replace(/^(- ?)+/, '');
  const from = position - word.length;
  const head = text.slice(lineStart, from);
  const after = text.slice(position, lineEnd);
  const quote = openQuote(head);
  const rest = after.replace(/^[\w.$-]*/, '');
  const colon = BLOCK_KEY.test(head) && !/^\s*:/.test(rest) ? ':' : '';
  const end = isClosed(rest, quote) ? '' : quote;
  const marked = text.slice(0, from) + MARK + colon + end + rest + text.slice(lineEnd);
  return { marked, head, from, word, quote, after };
}

/** The quote that is open at the end of a line's beginning: one that stands within a word opens nothing. */
function openQuote(head: string): string {
  let open = '';
  for (const [index, one] of head.split('').entries()) {
    if (one === open) {
      open = one === '"' && head[index - 1] === '\\' ? open : '';
    } else if (open === '' && /["']/.test(one) && /[\s{[,:]/.test(head[index - 1] ?? ' ')) {
      open = one;
    }
  }
  return open;
}

function isClosed(rest: string, quote: string): boolean {
  return quote === '' || (rest.split(quote).length - 1) % 2 === 1;
}

function root(node: Node): Node | null {
  let top = node;
  while (top.parent && top.name !== 'Document') {
    top = top.parent;
  }
  return top.getChild('BlockMapping') ?? top.getChild('FlowMapping');
}

function within(node: Node, names: readonly string[]): boolean {
  for (let one: Node | null = node; one; one = one.parent) {
    if (names.includes(one.name)) {
      return true;
    }
  }
  return false;
}

/** A key's own pair is no part of the way to the map it stands in. */
function pathTo(leaf: Node, text: string): Path {
  const path: (string | number)[] = [];
  for (let node = leaf; node.parent; node = node.parent) {
    if (node.parent.name === 'Pair') {
      path.unshift(keyOf(node.parent, text));
    } else if (node.name === 'Item') {
      path.unshift(node.parent.getChildren('Item').findIndex(({ from }) => from === node.from));
    }
  }
  return path;
}

function indentOf(node: Node, text: string): number {
  let pair = node;
  while (pair.parent && pair.name !== 'Pair') {
    pair = pair.parent;
  }
  return pair.from - (text.lastIndexOf('\n', pair.from - 1) + 1);
}

function keyOf(pair: Node, text: string): string {
  const key = pair.getChild('Key');
  return key ? plain(text.slice(key.from, key.to)) : '';
}

function mapOf(node: Node | null, text: string): RawMap {
  const pairs = node?.getChildren('Pair') ?? [];
  const entries = pairs.map((pair) => [keyOf(pair, text), valueOf(pair, text)] as const);
  return Object.fromEntries(entries.filter(([key]) => key !== MARK));
}

/** Of a pair or an entry: text, a list, a map, or null while nothing is there. */
function valueOf(holder: Node, text: string): unknown {
  for (let node = holder.lastChild; node; node = node.prevSibling) {
    switch (node.name) {
      case 'BlockMapping':
      case 'FlowMapping':
        return mapOf(node, text);
      case 'BlockSequence':
      case 'FlowSequence':
        return node.getChildren('Item').map((item) => valueOf(item, text));
      case 'Tagged':
      case 'Anchored':
        return valueOf(node, text);
      case 'Literal':
      case 'QuotedLiteral':
        return plain(text.slice(node.from, node.to));
      case 'BlockLiteral':
        return text.slice(node.from, node.to);
      default: // a key, a colon, a comment
    }
  }
  return null;
}

function plain(text: string): string {
  return text.replace(/^(["'])([^]*)\1$/, '$2');
}

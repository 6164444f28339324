import type { LineCounter } from 'yaml';

import { parentOf } from './pointer.js';

export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Span {
  /** Offset of the member's name; for entries of lists that of the value. */
  readonly key: number;
  readonly start: number;
  readonly end: number;
  /** The string it holds, when it holds one. */
  readonly text?: string;
}

/** Where the members of a document stand in its text, by JSON pointer. */
export class Positions {
  private readonly spans = new Map<string, Span>();

  constructor(
    private readonly source: string,
    private readonly lines: LineCounter,
  ) {}

  note(place: string, span: Span): void {
    this.spans.set(place, span);
  }

  /** Line and column of a place, or of the nearest place above it. `offset` goes into the string that stands there. */
  locate(place: string, { atKey, offset }: { atKey: boolean; offset: number }): Position {
    const span = this.spans.get(place);
    if (!span) {
      return place === '' ? this.at(0) : this.locate(parentOf(place), { atKey: false, offset: 0 });
    }
    return this.at(atKey ? span.key : this.inside(span, offset));
  }

  at(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** A string may be quoted, escaped, folded or indented in the text: the line of it that holds the offset is looked for. */
  private inside(span: Span, offset: number): number {
    if (span.text === undefined || offset === 0) {
      return span.start;
    }
    const lineStart = span.text.lastIndexOf('\n', offset - 1) + 1;
    const lineEnd = span.text.indexOf('\n', offset);
    const line = span.text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
    const found = this.source.slice(span.start, span.end).indexOf(line);
    return found < 0 ? span.start : span.start + found + (offset - lineStart);
  }
}

import { parentOf } from './pointer.js';
/** Where the members of a document stand in its text, by JSON pointer. */
export class Positions {
    source;
    lines;
    spans = new Map();
    constructor(source, lines) {
        this.source = source;
        this.lines = lines;
    }
    note(place, span) {
        this.spans.set(place, span);
    }
    /** Line and column of a place, or of the nearest place above it. `offset` goes into the string that stands there. */
    locate(place, { atKey, offset }) {
        const span = this.spans.get(place);
        if (!span) {
            return place === '' ? this.at(0) : this.locate(parentOf(place), { atKey: false, offset: 0 });
        }
        return this.at(atKey ? span.key : this.inside(span, offset));
    }
    at(offset) {
        const { line, col } = this.lines.linePos(offset);
        return { line: Math.max(1, line), column: Math.max(1, col) };
    }
    /** A string may be quoted, escaped, folded or indented in the text: the line of it that holds the offset is looked for. */
    inside(span, offset) {
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
//# sourceMappingURL=positions.js.map
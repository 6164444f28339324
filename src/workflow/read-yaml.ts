import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLMap } from 'yaml';

import { pointer } from './pointer.js';
import { Positions } from './positions.js';
import { Report } from './report.js';
import { QUOTE_BRACES, riddleText } from './yaml-riddles.js';

/** Longest text of a document, in bytes. */
export const MAX_DOCUMENT_BYTES = 256 * 1024;
/** Values in a document once its aliases are filled in; its texts and names together are then no longer than a document may be. */
export const MAX_VALUES = 20_000;
const MAX_NESTING = 60;
/** Characters of the places of all values: each is kept, with every name above it. */
const MAX_PLACES = 8_000_000;
/** What Postgres stores in no text: NUL, and half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const NOT_STORABLE = 'holds a character that cannot be stored: NUL, or half of a surrogate pair';
const TOO_DEEP = 'the document is nested too deeply';

export interface ReadResult {
  /** Plain JSON; undefined when there are faults of reading. */
  readonly value?: unknown;
  readonly report: Report;
}

/** Reads YAML 1.2 (JSON is part of it): plain values only, no custom tags, no duplicate keys, aliases within bounds. Never throws. */
export function readYaml(text: string, file?: string): ReadResult {
  const lines = new LineCounter();
  const positions = new Positions(text, lines);
  const report = new Report(positions, file);
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    report.fault('', `a document has at most ${MAX_DOCUMENT_BYTES / 1024} KB`);
    return { report };
  }
  try {
    const document = parse(text, lines, report, positions);
    return document ? readDocument(document, positions, report) : { report };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TooLarge)) {
      throw error;
    }
    report.fault('', error instanceof TooLarge ? error.message : TOO_DEEP);
    return { report };
  }
}

class TooLarge extends Error {}

function parse(text: string, lines: LineCounter, report: Report, positions: Positions): Document | undefined {
  // `uniqueKeys` compares every key with every other; the reader below finds duplicates in one pass.
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error', // 'silent' would also keep quiet about a second document
  });
  const told = new Set<string>(); // a line of open brackets is a fault a hundred thousand times
  for (const problem of [...document.errors, ...document.warnings]) {
    const [start, end] = problem.pos;
    const { line } = positions.at(start);
    const key = `${line} ${problem.message}`;
    if (report.isFull || told.has(key)) {
      continue;
    }
    told.add(key);
    positions.note(`#${start}`, { key: start, start, end });
    const isTooDeep = problem.message.includes('call stack');
    report.fault(`#${start}`, isTooDeep ? TOO_DEEP : riddleText(problem, text, line));
  }
  const at = text.search(UNSTORABLE); // also in a comment: the text is kept as it is
  if (at >= 0) {
    positions.note(`#${at}`, { key: at, start: at, end: at });
    report.fault(`#${at}`, NOT_STORABLE);
  }
  return document.errors.length + document.warnings.length === 0 && at < 0 ? document : undefined;
}

function readDocument(document: Document, positions: Positions, report: Report): ReadResult {
  if (!document.contents) {
    report.fault('', 'the document is empty');
    return { report };
  }
  const reader = new Reader(positions, report);
  const value = reader.read(document.contents, '', document.contents.range?.[0] ?? 0, 0);
  return report.faults.length > 0 ? { report } : { value, report };
}

class Reader {
  private values = 0;
  private characters = 0;
  private places = 0;
  /** Aliases that what is read stands below. */
  private aliases = 0;
  private readonly anchors = new Map<string, Node>();

  constructor(
    private readonly positions: Positions,
    private readonly report: Report,
  ) {}

  /** `key` is where the name of the member stands. */
  read(written: unknown, place: string, key: number, depth: number): unknown {
    this.values += 1;
    if (this.values > MAX_VALUES || depth > MAX_NESTING) {
      throw new TooLarge(
        depth > MAX_NESTING
          ? `a document is nested at most ${MAX_NESTING} deep`
          : `a document has at most ${MAX_VALUES} values, those that aliases repeat included`,
      );
    }
    this.places += place.length;
    if (this.places > MAX_PLACES) {
      throw new TooLarge('long names hold too many values');
    }
    this.note(written, place, key);
    const node = this.resolve(written, place);
    const aliases = isAlias(written) ? 1 : 0;
    this.aliases += aliases;
    const value = this.readNode(node, place, key, depth);
    this.aliases -= aliases;
    return value;
  }

  private readNode(node: unknown, place: string, key: number, depth: number): unknown {
    if (isMap(node)) {
      return this.readMap(node, place, depth);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const start = rangeOf(item)?.[0] ?? key;
        return this.read(item, pointer([index], place), start, depth + 1);
      });
    }
    return isScalar(node) ? this.readScalar(node, place) : null;
  }

  /** The node an alias stands for. The library's own lookup walks the whole document for every alias. */
  private resolve(written: unknown, place: string): unknown {
    if (isAlias(written)) {
      const node = this.anchors.get(written.source);
      if (!node) {
        this.report.fault(place, `there is no anchor '&${written.source}' before this alias`);
      }
      return node;
    }
    const isNode = isMap(written) || isSeq(written) || isScalar(written);
    // An anchor is where it is written, not where an alias repeats it.
    if (isNode && written.anchor !== undefined && this.aliases === 0) {
      this.anchors.set(written.anchor, written);
    }
    return written;
  }

  private note(written: unknown, place: string, key: number): void {
    const range = rangeOf(written);
    const text = isScalar(written) && typeof written.value === 'string' ? { text: written.value } : {};
    this.positions.note(place, { key, start: range?.[0] ?? key, end: range?.[1] ?? key, ...text });
  }

  private readScalar(node: Scalar, place: string): unknown {
    const { value } = node;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.report.fault(place, 'a number must be finite');
    }
    if (typeof value === 'string') {
      if (UNSTORABLE.test(value)) {
        this.report.fault(place, NOT_STORABLE);
      }
      return this.counted(value);
    }
    return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  }

  /** Without aliases no document has more than its own text. */
  private counted(text: string): string {
    this.characters += text.length;
    if (this.characters > MAX_DOCUMENT_BYTES) {
      throw new TooLarge(
        `a document has at most ${MAX_DOCUMENT_BYTES / 1024} KB of text, that which aliases repeat included`,
      );
    }
    return text;
  }

  private readMap(map: YAMLMap, place: string, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const pair of map.items) {
      const key = this.readKey(pair, place);
      if (key === undefined) {
        continue;
      }
      const at = pointer([key], place);
      const start = rangeOf(pair.key)?.[0] ?? 0;
      if (Object.hasOwn(result, key)) {
        this.positions.note(at, { key: start, start, end: start });
        this.report.fault(at, `'${key}' is given twice`, { atKey: true });
        continue;
      }
      result[key] = this.read(pair.value, at, start, depth + 1);
    }
    return result;
  }

  private readKey(pair: Pair, place: string): string | undefined {
    const node = this.resolve(pair.key, place);
    const key = isScalar(node) ? nameOf(node.value) : undefined;
    if (key === undefined) {
      const isTemplate = isMap(node) && node.flow === true;
      this.report.fault(place, isTemplate ? QUOTE_BRACES : 'the name of a member is plain text');
      return undefined;
    }
    if (key === '__proto__') {
      this.report.fault(place, "'__proto__' is not a name");
      return undefined;
    }
    if (UNSTORABLE.test(key)) {
      this.report.fault(place, `the name of a member ${NOT_STORABLE}`);
      return undefined;
    }
    return this.counted(key);
  }
}

/** JSON has only text for names: numbers and words such as `true` become their text, as in YAML's own JSON form. */
function nameOf(value: unknown): string | undefined {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return typeof value === 'string' ? value : undefined;
}

function rangeOf(node: unknown): Node['range'] {
  return typeof node === 'object' && node !== null ? (node as Node).range : undefined;
}

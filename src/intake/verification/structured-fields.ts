import { decodeBase64 } from './strict-encoding.js';

/**
 * The part of Structured Field Values (RFC 9651) that message signatures and digests use: dictionaries of byte
 * sequences, and dictionaries of inner lists of strings with parameters.
 */
export type Parameter = string | number | boolean | Token | Buffer;

/** A bare word, as opposed to a quoted string. */
export interface Token {
  token: string;
}

export interface ListItem {
  value: string;
  parameters: ReadonlyMap<string, Parameter>;
}

export interface InnerList {
  items: readonly ListItem[];
  parameters: ReadonlyMap<string, Parameter>;
  /** The member as received, from its opening bracket to the end of its parameters. */
  text: string;
}

/** Reads `a=:base64:, b=:base64:`; null when it is anything else, or a name is repeated. */
export function parseByteSequences(text: string): Map<string, Buffer> | null {
  return parseDictionary(text, (reader) => reader.byteSequence());
}

/** Reads `sig=("a" "b";p);created=1, ...`; null when it is anything else, or a name is repeated. */
export function parseInnerLists(text: string): Map<string, InnerList> | null {
  return parseDictionary(text, (reader) => reader.innerList());
}

function parseDictionary<T>(text: string, member: (reader: Reader) => T): Map<string, T> | null {
  const reader = new Reader(text);
  const members = new Map<string, T>();
  try {
    reader.spaces();
    do {
      const name = reader.key();
      reader.expect('=');
      if (members.has(name)) {
        return null;
      }
      members.set(name, member(reader));
    } while (reader.comma());
    return reader.isAtEnd ? members : null;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.#at === this.text.length;
  }

  spaces(): void {
    this.take(/ */y);
  }

  comma(): boolean {
    this.take(/[ \t]*/y);
    if (this.isAtEnd) {
      return false;
    }
    this.expect(',');
    this.take(/[ \t]*/y);
    return true;
  }

  key(): string {
    return this.take(/[a-z*][a-z0-9_\-.*]*/y);
  }

  expect(character: string): void {
    if (!this.skip(character)) {
      throw new SyntaxError(`expected ${character}`);
    }
  }

  byteSequence(): Buffer {
    const bytes = decodeBase64(this.take(/:[^:]*:/y).slice(1, -1));
    if (bytes === null) {
      throw new SyntaxError('not base64');
    }
    return bytes;
  }

  innerList(): InnerList {
    const start = this.#at;
    const items: ListItem[] = [];
    this.expect('(');
    this.spaces();
    while (!this.skip(')')) {
      items.push({ value: this.string(), parameters: this.parameters() });
      if (this.take(/ */y) === '' && this.text[this.#at] !== ')') {
        throw new SyntaxError('expected a space');
      }
    }
    const parameters = this.parameters();
    return { items, parameters, text: this.text.slice(start, this.#at) };
  }

  private parameters(): Map<string, Parameter> {
    const parameters = new Map<string, Parameter>();
    while (this.skip(';')) {
      this.spaces();
      const name = this.key();
      parameters.set(name, this.skip('=') ? this.bareItem() : true);
    }
    return parameters;
  }

  private bareItem(): Parameter {
    const next = this.text[this.#at] ?? '';
    if (next === '"') {
      return this.string();
    }
    if (next === ':') {
      return this.byteSequence();
    }
    if (next === '?') {
      return this.take(/\?[01]/y) === '?1';
    }
    return /[-0-9]/.test(next)
      ? Number(this.take(/-?[0-9]{1,15}(?:\.[0-9]{1,3})?/y))
      : { token: this.take(/[A-Za-z*][!#$%&'*+\-.^_`|~A-Za-z0-9:/]*/y) };
  }

  private string(): string {
    return this.take(/"(?:[ !#-[\]-~]|\\["\\])*"/y)
      .slice(1, -1)
      .replace(/\\(.)/g, '$1');
  }

  private skip(character: string): boolean {
    const found = this.text[this.#at] === character;
    this.#at += found ? 1 : 0;
    return found;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) {
      throw new SyntaxError('unexpected character');
    }
    this.#at += match[0].length;
    return match[0];
  }
}

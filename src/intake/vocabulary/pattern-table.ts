/** Parts of a type and what separates them: `users.*.create`, `urn:a:*`, `users/*`. */
const SEPARATOR = /([./:])/;

/**
 * Finds what belongs to a text. Entries are texts, or patterns in which `*` stands for one whole name between `.`, `/`
 * and `:`. A text goes before patterns, a narrower pattern before a wider one. Throws a RangeError for a `*` that is
 * only part of a name, and for two patterns that take the same text and neither of which is narrower.
 */
export class PatternTable<T> {
  private readonly texts = new Map<string, T>();
  private readonly patterns: { readonly expression: RegExp; readonly value: T }[];

  constructor(entries: Iterable<readonly [string, T]>) {
    const patterns: { readonly parts: readonly string[]; readonly value: T }[] = [];
    for (const [text, value] of entries) {
      if (text.includes('*')) {
        patterns.push({ parts: partsOf(text), value });
      } else {
        this.texts.set(text, value);
      }
    }
    requireOrder(patterns.map(({ parts }) => parts));
    this.patterns = patterns
      .toSorted((one, other) => stars(one.parts) - stars(other.parts))
      .map(({ parts, value }) => ({ expression: expressionOf(parts), value }));
  }

  find(text: string): T | undefined {
    return this.texts.has(text)
      ? this.texts.get(text)
      : this.patterns.find(({ expression }) => expression.test(text))?.value;
  }
}

function partsOf(text: string): readonly string[] {
  const parts = text.split(SEPARATOR);
  if (parts.some((part) => part.includes('*') && part !== '*')) {
    throw new RangeError(`"${text}" is not a pattern: * stands for one whole name`);
  }
  return parts;
}

function requireOrder(patterns: readonly (readonly string[])[]): void {
  for (const [index, one] of patterns.entries()) {
    for (const other of patterns.slice(index + 1)) {
      if (overlap(one, other) && !isWithin(one, other) && !isWithin(other, one)) {
        throw new RangeError(`"${one.join('')}" and "${other.join('')}" take the same types`);
      }
    }
  }
}

function overlap(one: readonly string[], other: readonly string[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      (part, at) =>
        part === other[at] || (part === '*' && other[at] !== '') || (other[at] === '*' && part !== ''),
    )
  );
}

/** Whether all that `one` takes is taken by `other`, which is of the same length. */
function isWithin(one: readonly string[], other: readonly string[]): boolean {
  return one.every((part, at) => part === other[at] || other[at] === '*');
}

function stars(parts: readonly string[]): number {
  return parts.filter((part) => part === '*').length;
}

function expressionOf(parts: readonly string[]): RegExp {
  const source = parts.map((part) =>
    part === '*' ? '[^./:]+' : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`),
  );
  return new RegExp(`^${source.join('')}$`);
}

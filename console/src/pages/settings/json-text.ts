/** Any JSON in a field of a form: what reads as JSON is it, anything else is a text. */
export function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The way back: what `valueOf` reads as the same value. */
export function textOf(value: unknown): string {
  return typeof value === 'string' && valueOf(value) === value ? value : JSON.stringify(value);
}

/** What stands in the record where an output was more than its execution may keep. */
export interface TruncatedOutput {
  readonly truncated: true;
  /** Of the output as it was, as JSON. */
  readonly bytes: number;
}

export function isTruncated(output: unknown): output is TruncatedOutput {
  const mark = output as Partial<TruncatedOutput> | null | undefined;
  return mark?.truncated === true && typeof mark.bytes === 'number' && Object.keys(mark).length === 2;
}

const texts = new WeakMap<object, string>();

/** As JSON, made once: an output is measured, then written, and not changed in between. */
export function textOf(output: unknown): string | null {
  if (output === null || output === undefined) {
    return null;
  }
  if (typeof output !== 'object') {
    return JSON.stringify(output) ?? null;
  }
  const known = texts.get(output);
  if (known !== undefined) {
    return known;
  }
  const text = JSON.stringify(output);
  texts.set(output, text);
  return text;
}

/** As JSON, in UTF-8; nothing takes no room. */
export function bytesOf(output: unknown): number {
  return Buffer.byteLength(textOf(output) ?? '');
}

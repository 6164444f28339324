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

/** As JSON, in UTF-8; nothing takes no room. */
export function bytesOf(output: unknown): number {
  return output === null || output === undefined ? 0 : Buffer.byteLength(JSON.stringify(output) ?? '');
}

/** Reading of a document that may not be what it should be: a part of the wrong kind reads as empty. */

export type RawMap = Readonly<Record<string, unknown>>;

export function rawMap(value: unknown): RawMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawMap) : {};
}

export function rawList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function rawText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

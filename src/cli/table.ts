import { stripVTControlCharacters } from 'node:util';

/** Columns aligned by what is seen, two spaces apart; no row: the text for nothing. */
export function renderTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  nothing: string,
): string {
  if (rows.length === 0) {
    return nothing;
  }
  return alignRows([headings.map((heading) => heading.toUpperCase()), ...rows]);
}

/** `name  value` lines; members without a value are left out. */
export function renderFields(fields: readonly (readonly [string, unknown])[]): string {
  return alignRows(
    fields
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => [`${name}:`, asText(value)]),
  );
}

/** Text as it is, times to the second, anything else as JSON on one line; nothing is `-`. */
export function asText(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return '-';
  }
  return typeof value === 'string' ? oneLine(shortTime(value)) : JSON.stringify(value);
}

function alignRows(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(widest[at] ?? 0, seen(cell))),
    [],
  );
  const align = (row: readonly string[]) =>
    row.map((cell, at) => cell + ' '.repeat(widths[at]! - seen(cell))).join('  ');
  return rows.map((row) => align(row).trimEnd()).join('\n');
}

function seen(cell: string): number {
  return Array.from(stripVTControlCharacters(cell)).length;
}

function shortTime(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(text);
  return match === null ? text : `${match[1]} ${match[2]}Z`;
}

/** What others wrote must not move the cursor of an operator's terminal. */
function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the characters that are taken out
  return text.replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, ' ');
}

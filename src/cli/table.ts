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
      .map(([name, value]) => [`${name}:`, typeof value === 'string' ? shortTime(value) : asText(value)]),
  );
}

/** Text as it is, times to the second, anything else as JSON on one line; nothing is `-`. */
export function asText(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return '-';
  }
  return oneLine(typeof value === 'string' ? shortTime(value) : JSON.stringify(value));
}

function alignRows(given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(oneLineInColour));
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

/* What others wrote must not move the cursor of an operator's terminal. */

/* oxlint-disable no-control-regex -- the characters that are taken out */
function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, ' ');
}

/** As `oneLine`, but colours stay. */
function oneLineInColour(text: string): string {
  return text.replaceAll(
    /(\u001B\[\d{1,2}m)|[\u0000-\u001F\u007F-\u009F]+/g,
    (_, colour: string | undefined) => colour ?? ' ',
  );
}

import { stripVTControlCharacters } from 'node:util';
/** Columns aligned by what is seen, two spaces apart; no row: the text for nothing. */
export function renderTable(headings, rows, nothing) {
    if (rows.length === 0) {
        return nothing;
    }
    return alignRows([headings.map((heading) => heading.toUpperCase()), ...rows]);
}
/** `name  value` lines; members without a value are left out. */
export function renderFields(fields) {
    return alignRows(fields
        .filter(([, value]) => value !== undefined && value !== null && value !== '')
        .map(([name, value]) => [`${name}:`, typeof value === 'string' ? shortTime(value) : asText(value)]));
}
/** Text as it is, times to the second, anything else as JSON on one line; nothing is `-`. */
export function asText(value) {
    if (value === undefined || value === null || value === '') {
        return '-';
    }
    return oneLine(typeof value === 'string' ? shortTime(value) : JSON.stringify(value));
}
function alignRows(given) {
    const rows = given.map((row) => row.map(oneLineInColour));
    const widths = rows.reduce((widest, row) => row.map((cell, at) => Math.max(widest[at] ?? 0, seen(cell))), []);
    const align = (row) => row.map((cell, at) => cell + ' '.repeat(widths[at] - seen(cell))).join('  ');
    return rows.map((row) => align(row).trimEnd()).join('\n');
}
function seen(cell) {
    return Array.from(stripVTControlCharacters(cell)).length;
}
function shortTime(text) {
    const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(text);
    return match === null ? text : `${match[1]} ${match[2]}Z`;
}
/* What others wrote must not move the cursor of an operator's terminal. */
/* oxlint-disable no-control-regex -- the characters that are taken out */
function oneLine(text) {
    return text.replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, ' ');
}
/** As `oneLine`, but colours stay. */
function oneLineInColour(text) {
    return text.replaceAll(/(\u001B\[\d{1,2}m)|[\u0000-\u001F\u007F-\u009F]+/g, (_, colour) => colour ?? ' ');
}
//# sourceMappingURL=table.js.map
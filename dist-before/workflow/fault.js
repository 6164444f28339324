/** One line for a list: `flow.yaml:3:5 tasks[0].type: unknown task type 'user.updat' (did you mean 'user.update'?)`. */
export function faultLine(fault, file = fault.file) {
    const place = `${file ? `${file}:` : ''}${fault.line}:${fault.column}`;
    const path = fault.path === '' ? '' : ` ${fault.path}:`;
    const hint = fault.suggestion === undefined ? '' : ` (did you mean '${fault.suggestion}'?)`;
    return `${place}${path} ${fault.message}${hint}`;
}
const LONGEST_LINE = 160;
/** The fault with its line of the text and a caret under the place, for a terminal. */
export function renderFault(text, fault, file = fault.file) {
    const line = text.split(/\r?\n/, fault.line)[fault.line - 1] ?? '';
    const cut = Math.max(0, fault.column - LONGEST_LINE);
    const shown = line.slice(cut, cut + LONGEST_LINE);
    const number = String(fault.line);
    const before = shown.slice(0, fault.column - 1 - cut).replaceAll(/[^\t]/g, ' '); // tabs stay tabs, so the caret lines up
    return [
        faultLine(fault, file),
        `  ${number} | ${shown}`,
        `  ${' '.repeat(number.length)} | ${before}^`,
    ].join('\n');
}
//# sourceMappingURL=fault.js.map
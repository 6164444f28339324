const CODES = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 };
const TONE_OF = {
    succeeded: 'green',
    accepted: 'green',
    created: 'green',
    create: 'green',
    delete: 'red',
    undeploy: 'red',
    dead: 'red',
    failed: 'red',
    refused: 'red',
    retrying: 'yellow',
    paused: 'yellow',
    running: 'yellow',
    open: 'yellow',
};
/** Plain text when stdout is no terminal, for `TERM=dumb`, and when NO_COLOR is set (no-color.org). */
export function styleOf(shell) {
    const isPlain = shell.stdout.isTTY !== true || (shell.env['NO_COLOR'] ?? '') !== '' || shell.env['TERM'] === 'dumb';
    return (tone, text) => (isPlain || tone === undefined ? text : `\u001B[${CODES[tone]}m${text}\u001B[0m`);
}
/** The colour of a status or outcome; undefined for those that call for none. */
export function toneOf(status) {
    return TONE_OF[status];
}
//# sourceMappingURL=style.js.map
/** Colour for a terminal; the words say everything by themselves. */
import type { Shell } from './shell.js';

const CODES = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;
export type Tone = keyof typeof CODES;
export type Style = (tone: Tone | undefined, text: string) => string;

const TONE_OF: Readonly<Record<string, Tone>> = {
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
export function styleOf(shell: Shell): Style {
  const isPlain =
    shell.stdout.isTTY !== true || (shell.env['NO_COLOR'] ?? '') !== '' || shell.env['TERM'] === 'dumb';
  return (tone, text) => (isPlain || tone === undefined ? text : `\u001B[${CODES[tone]}m${text}\u001B[0m`);
}

/** The colour of a status or outcome; undefined for those that call for none. */
export function toneOf(status: string): Tone | undefined {
  return TONE_OF[status];
}

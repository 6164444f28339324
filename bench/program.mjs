/** A Node program under measurement, with the options of the image unless NODE_OPTIONS is set. */
import { readFileSync } from 'node:fs';
import { startProcess } from './process.mjs';

const READY_WITHIN_MS = 60_000;
const DOCKERFILE = readFileSync(new URL('../Dockerfile', import.meta.url), 'utf8');
const AS_IN_THE_IMAGE = /^ENTRYPOINT \["node", "(.+)", "dist\/main\.js"\]$/m
  .exec(DOCKERFILE)[1]
  .split('", "');
const { NODE_OPTIONS } = process.env;
/** As arguments: Node takes some options of V8 in no other way. */
const OPTIONS = NODE_OPTIONS === undefined ? AS_IN_THE_IMAGE : [];

/**
 * Starts a script and resolves when a line of its output matches `ready`.
 *
 * @param {{ name: string, script: string, env: Record<string, string>, ready: RegExp, profiles?: string }} options
 *   `profiles`: folder it writes a CPU profile into when it ends
 */
export function startProgram({ name, script, env, ready, profiles }) {
  const flags = profiles
    ? [
        '--cpu-prof',
        '--cpu-prof-interval=500',
        `--cpu-prof-dir=${profiles}`,
        `--cpu-prof-name=${name}.cpuprofile`,
      ]
    : [];
  return startProcess({
    name,
    args: [...OPTIONS, ...flags, script],
    env: { NODE_OPTIONS, ...env },
    ready,
    withinMs: READY_WITHIN_MS,
  });
}

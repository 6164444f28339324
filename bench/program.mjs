/** A Node program under measurement. */
import { startProcess } from './process.mjs';

const READY_WITHIN_MS = 60_000;

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
  const options = { NODE_OPTIONS: process.env.NODE_OPTIONS, ...env };
  return startProcess({ name, args: [...flags, script], env: options, ready, withinMs: READY_WITHIN_MS });
}

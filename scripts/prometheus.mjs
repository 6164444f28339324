/** A real Prometheus: for the rules, whose tests `promtool` runs, and for the picture of the dashboard. */
import { requireProgramFolder } from './debian-program.mjs';

const PROMETHEUS = {
  home: 'prometheus',
  programs: ['prometheus'], // who has it, has promtool beside it
  debianPackage: 'prometheus',
  unpacked: ['prometheus', 'promtool'],
  advice:
    'A real Prometheus is needed: install prometheus with its promtool (apt-get install prometheus, brew install prometheus) so that both are on PATH.',
};

/**
 * Folder with `prometheus` and `promtool`.
 *
 * @param {string} searchPath folders to look in first, as in PATH
 * @returns {string}
 * @throws {Error} with one line that says how to get one
 */
export const requirePrometheusFolder = (searchPath) => requireProgramFolder(PROMETHEUS, searchPath);

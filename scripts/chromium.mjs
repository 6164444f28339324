/** A real browser for the tests of the console. */
import { requireProgramFolder } from './debian-program.mjs';

const CHROMIUM = {
  home: 'chromium',
  programs: ['chromium', 'chromium-browser', 'google-chrome'],
  debianPackage: 'chromium',
  unpacked: ['chromium'],
  within: 'usr/lib/chromium',
  advice:
    'The tests of the console need a real browser: install chromium (apt-get install chromium) so that it is on PATH.',
};

/**
 * Folder with a `chromium`, `chromium-browser` or `google-chrome` that runs here.
 *
 * @param {string} searchPath folders to look in first, as in PATH
 * @returns {string}
 * @throws {Error} with one line that says how to get one
 */
export const requireChromiumFolder = (searchPath) => requireProgramFolder(CHROMIUM, searchPath);

/** The names it goes by, the likeliest first. */
export const { programs: CHROMIUM_NAMES } = CHROMIUM;

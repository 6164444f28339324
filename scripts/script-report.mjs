/** What a script says when the system lacks what it needs, so that what it is for did not happen. */
const DID_NOT_HAPPEN = /^NOT [A-Z]+: .*$/m;

/**
 * What a step that is one script amounts to.
 *
 * @param {string} name of the step
 * @param {number | null} exitCode null when it was killed
 * @param {string} said all of its standard output
 * @returns {{ passed: number, failures: string[], undone: string[] }} undone: why it neither passed nor failed
 */
export function countScript(name, exitCode, said) {
  if (exitCode !== 0) {
    return { passed: 0, failures: [name], undone: [] };
  }
  const [line] = DID_NOT_HAPPEN.exec(said) ?? [];
  return line === undefined
    ? { passed: 1, failures: [], undone: [] }
    : { passed: 0, failures: [], undone: [line] };
}

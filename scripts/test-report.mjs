/**
 * What a vitest run amounts to. A run only counts as whole when every test ran and passed: a skipped test, an empty
 * project, a file that could not be read, a hook that failed and an error outside any test are failures too.
 *
 * @param {object | undefined} report what `--reporter=json` wrote; undefined when it wrote nothing
 * @param {number | null} exitCode of vitest; null when it was killed
 * @returns {{ passed: number, failed: number, remarks: string[] }} remarks: failures that vitest does not count itself
 */
export function countTests(report, exitCode) {
  if (report === undefined) {
    return { passed: 0, failed: 1, remarks: ['the tests did not get as far as a report'] };
  }
  const files = report.testResults;
  const tests = files.flatMap((file) => file.assertionResults);
  const withStatus = (status) => tests.filter((test) => test.status === status);
  const failed = withStatus('failed').length;

  const remarks = tests
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => `did not run (${test.status}): ${test.fullName}`);
  remarks.push(...files.filter(failedOutsideTests).map((file) => `failed outside its tests: ${file.name}`));
  if (tests.length === 0) {
    remarks.push('there are no tests');
  }
  if (exitCode !== 0 && failed === 0 && remarks.length === 0) {
    remarks.push(`vitest ended with ${exitCode ?? 'a signal'} though no test failed`);
  }
  return { passed: withStatus('passed').length, failed: failed + remarks.length, remarks };
}

function failedOutsideTests(file) {
  return file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
}

/** Enough of a message to know what was asked and what was there. */
const MESSAGE_LINES = 8;

/**
 * What a vitest run amounts to. A run only counts as whole when every test ran and passed: a skipped test, an empty
 * project, a file that could not be read, a hook that failed and an error outside any test are failures too.
 *
 * @param {object | undefined} report what `--reporter=json` wrote; undefined when it wrote nothing
 * @param {number | null} exitCode of vitest; null when it was killed
 * @returns {{ passed: number, failures: string[] }} failures: each with what was said, what says most about the others first
 */
export function countTests(report, exitCode) {
  if (report === undefined) {
    return { passed: 0, failures: ['the tests did not get as far as a report'] };
  }
  const files = report.testResults;
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const failures = [
    ...tests
      .filter(({ status }) => status === 'failed')
      .map((test) => described(nameOf(test), test.failureMessages?.[0])),
    ...files
      .filter(failedOutsideTests)
      .map(({ name, message }) => described(`${name}: outside its tests`, message)),
    ...skipped.map((test) => `${nameOf(test)}: did not run (${test.status})`),
  ];
  if (tests.length === 0) {
    failures.push('there are no tests');
  }
  if (exitCode !== 0 && failures.length === 0) {
    failures.push(`vitest ended with ${exitCode ?? 'a signal'} though no test failed`);
  }
  return { passed: tests.filter((test) => test.status === 'passed').length, failures };
}

function nameOf({ file, fullName }) {
  return `${file}: ${fullName}`;
}

function described(name, message = '') {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return [name, ...lines.slice(0, MESSAGE_LINES)].join('\n  ');
}

function failedOutsideTests(file) {
  return file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
}

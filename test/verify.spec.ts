import { describe, expect, it } from 'vitest';
import { isStale } from '../scripts/installation.mjs';
import type { Lock } from '../scripts/installation.mjs';
import { countTests } from '../scripts/test-report.mjs';
import type { TestReport } from '../scripts/test-report.mjs';

describe('counting a test run', () => {
  it('counts what passed, and names what failed with what it said', () => {
    const said = ['AssertionError: expected 1 to be 2\n\n    at a.spec.ts:3'];
    const failed = { fullName: 'it adds up', status: 'failed', failureMessages: said };
    expect(countTests(report(['passed', 'passed'], 'failed', [failed]), 1)).toEqual({
      passed: 2,
      failures: ['a.spec.ts: it adds up\n  AssertionError: expected 1 to be 2\n      at a.spec.ts:3'],
    });
    expect(countTests(report(['passed']), 0)).toEqual({ passed: 1, failures: [] });
  });

  it('repeats no more of what was said than shows what it was', () => {
    const said = Array.from({ length: 100 }, (_, line) => `line ${line}`).join('\n');
    const failed = { fullName: 'it adds up', status: 'failed', failureMessages: [said] };
    const [failure] = countTests(report([], 'failed', [failed]), 1).failures;

    expect(failure).toContain('line 7');
    expect(failure).not.toContain('line 8');
  });

  it.each(['skipped', 'pending', 'todo', 'disabled'])(
    'takes a %s test for a failure and names it',
    (status) => {
      expect(countTests(report(['passed', status]), 0)).toEqual({
        passed: 1,
        failures: [`a.spec.ts: test 1: did not run (${status})`],
      });
    },
  );

  it('takes an empty project for a failure', () => {
    expect(countTests(report([]), 0)).toEqual({ passed: 0, failures: ['there are no tests'] });
  });

  it('takes a missing report for a failure', () => {
    expect(countTests(undefined, 0)).toEqual({
      passed: 0,
      failures: ['the tests did not get as far as a report'],
    });
  });

  it('takes a file that failed outside its tests for a failure, but counts no failed test twice', () => {
    expect(countTests(report(['passed'], 'failed'), 1)).toEqual({
      passed: 1,
      failures: ['a.spec.ts: outside its tests\n  a hook threw'],
    });
    expect(countTests(report(['failed'], 'failed'), 1).failures).toEqual(['a.spec.ts: test 0']);
  });

  it.each([
    [1, '1'],
    [null, 'a signal'],
  ])('takes an exit code of %s for a failure though no test failed', (code, name) => {
    expect(countTests(report(['passed']), code)).toEqual({
      passed: 1,
      failures: [`vitest ended with ${name} though no test failed`],
    });
  });
});

describe('the installation', () => {
  const installed = lock({ 'node_modules/a': '1.0.0', 'node_modules/b': '2.0.0' });

  it('is fresh when all that is locked is there, and whatever else', () => {
    expect(isStale(lock({ '': '0.1.0', 'node_modules/a': '1.0.0' }), installed)).toBe(false);
  });

  it.each([
    ['a version changed', lock({ 'node_modules/a': '1.0.1' }), installed],
    ['a package is missing', lock({ 'node_modules/c': '1.0.0' }), installed],
    ['nothing is installed', lock({}), undefined],
  ])('is stale when %s', (_, wanted, present) => {
    expect(isStale(wanted, present)).toBe(true);
  });

  it('is not stale for want of an optional package of another system', () => {
    const wanted: Lock = { packages: { 'node_modules/for-windows': { version: '1.0.0', optional: true } } };

    expect(isStale(wanted, installed)).toBe(false);
  });
});

type TestResult = TestReport['testResults'][number]['assertionResults'][number];

function report(statuses: string[], fileStatus = 'passed', others: TestResult[] = []): TestReport {
  const tests = statuses.map((status, index) => ({ status, fullName: `test ${index}` }));
  const assertionResults = [...tests, ...others];
  return {
    testResults: [{ name: 'a.spec.ts', status: fileStatus, message: 'a hook threw', assertionResults }],
  };
}

function lock(versions: Record<string, string>): Lock {
  const packages = Object.entries(versions).map(([path, version]) => [path, { version }] as const);
  return { packages: Object.fromEntries(packages) };
}

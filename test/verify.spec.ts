import { describe, expect, it } from 'vitest';
import { isStale } from '../scripts/installation.mjs';
import type { Lock } from '../scripts/installation.mjs';
import { countTests } from '../scripts/test-report.mjs';
import type { TestReport } from '../scripts/test-report.mjs';

describe('counting a test run', () => {
  it('counts what passed and what failed', () => {
    expect(countTests(report(['passed', 'failed', 'passed']), 1)).toEqual({
      passed: 2,
      failed: 1,
      remarks: [],
    });
    expect(countTests(report(['passed']), 0)).toEqual({ passed: 1, failed: 0, remarks: [] });
  });

  it.each(['skipped', 'pending', 'todo', 'disabled'])(
    'takes a %s test for a failure and names it',
    (status) => {
      expect(countTests(report(['passed', status]), 0)).toEqual({
        passed: 1,
        failed: 1,
        remarks: [`did not run (${status}): test 1`],
      });
    },
  );

  it('takes an empty project for a failure', () => {
    expect(countTests(report([]), 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('takes a missing report for a failure', () => {
    expect(countTests(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('takes a file that failed outside its tests for a failure, but counts no failed test twice', () => {
    const hookFailed = report(['passed'], 'failed');
    expect(countTests(hookFailed, 1)).toMatchObject({
      passed: 1,
      failed: 1,
      remarks: ['failed outside its tests: a.spec.ts'],
    });
    expect(countTests(report(['failed'], 'failed'), 1)).toMatchObject({ failed: 1, remarks: [] });
  });

  it.each([1, null])('takes an exit code of %s for a failure though no test failed', (code) => {
    expect(countTests(report(['passed']), code)).toMatchObject({ passed: 1, failed: 1 });
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

function report(statuses: string[], fileStatus = 'passed'): TestReport {
  const assertionResults = statuses.map((status, index) => ({ status, fullName: `test ${index}` }));
  return { testResults: [{ name: 'a.spec.ts', status: fileStatus, assertionResults }] };
}

function lock(versions: Record<string, string>): Lock {
  const packages = Object.entries(versions).map(([path, version]) => [path, { version }] as const);
  return { packages: Object.fromEntries(packages) };
}

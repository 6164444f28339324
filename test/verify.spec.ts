import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isStale } from '../scripts/installation.mjs';
import type { Lock } from '../scripts/installation.mjs';
import { countScript } from '../scripts/script-report.mjs';
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

describe('counting a script', () => {
  it.each([
    [0, 'BUILT by docker\n', { passed: 1, failures: [], undone: [] }],
    [1, 'docker could not build the image\n', { passed: 0, failures: ['image'], undone: [] }],
    [null, '', { passed: 0, failures: ['image'], undone: [] }],
    [1, 'NOT BUILT: why\n', { passed: 0, failures: ['image'], undone: [] }],
  ])('takes an exit code of %s after %j for what it is', (code, said, counted) => {
    expect(countScript('image', code, said)).toEqual(counted);
  });

  it.each(['NOT BUILT: nothing here builds images', 'NOT AUDITED: this registry tells no advisories.'])(
    'takes "%s" neither for passed nor for failed, and keeps it to be repeated',
    (line) => {
      const counted = { passed: 0, failures: [], undone: [line] };
      expect(countScript('a step', 0, `before\n${line}\nand more\n`)).toEqual(counted);
    },
  );
});

describe('building the image', () => {
  it.each([
    [['buildah'], 'buildah bud --isolation chroot --tag signet:verify .'],
    [['buildah', 'podman'], 'podman build --tag signet:verify .'],
    [['buildah', 'podman', 'docker'], 'docker build --tag signet:verify .'],
  ])('with %j on the PATH is done by %j', (programs, command) => {
    const { said, asked } = buildWith(programs);
    expect(asked).toContain(command);
    expect(said).toBe(`BUILT by ${command.split(' ')[0]}\n`);
  });

  it('does not happen with none of them, and says so in the words that are counted', () => {
    const { said } = buildWith([]);
    expect(countScript('image', 0, said)).toMatchObject({
      passed: 0,
      failures: [],
      undone: [expect.any(String)],
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

/** Runs the script where only these programs are; they say yes to everything, and write down what they were asked. */
function buildWith(programs: readonly string[]): { said: string; asked: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'builders-'));
  const log = join(folder, 'asked');
  writeFileSync(log, '');
  for (const name of programs) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> ${log}\n`, { mode: 0o755 });
  }
  const said = execFileSync(process.execPath, ['scripts/image.mjs'], {
    env: { PATH: folder },
    encoding: 'utf8',
  });
  const asked = readFileSync(log, 'utf8').split('\n');
  rmSync(folder, { recursive: true });
  return { said, asked };
}

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

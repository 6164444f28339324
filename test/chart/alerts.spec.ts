/** The alerts, asked by a real Prometheus. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { requirePrometheusFolder } from '../../scripts/prometheus.mjs';

const run = promisify(execFile);

const ALERTS = 'helm/files/alerts.yaml';
const TESTS = 'test/chart/alerts.promtool.yaml';
/** Unpacking takes its time where there is no Prometheus yet. */
const UNPACKED_WITHIN_MS = 120_000;

const promtool = (...args: string[]) =>
  run(join(requirePrometheusFolder(process.env['PATH'] ?? ''), 'promtool'), args).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );

it(
  'are rules that Prometheus reads',
  async () => {
    expect(await promtool('check', 'rules', ALERTS)).toMatch(/SUCCESS: \d+ rules found/);
  },
  UNPACKED_WITHIN_MS,
);

it(
  'ring when they should, and not before',
  async () => {
    expect(await promtool('test', 'rules', TESTS)).toMatch(/SUCCESS\s*$/);
  },
  UNPACKED_WITHIN_MS,
);

it('are each shown to ring', () => {
  const { groups } = parse(readFileSync(ALERTS, 'utf8')) as { groups: { rules: { alert: string }[] }[] };
  const { tests } = parse(readFileSync(TESTS, 'utf8')) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const rung = tests.flatMap(({ alert_rule_test: cases }) =>
    cases.filter(({ exp_alerts: expected }) => expected.length > 0).map(({ alertname }) => alertname),
  );
  expect([...new Set(rung)]).toEqual(groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)));
});

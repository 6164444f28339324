/** What is declared is measured: a gauge that nobody sets says 0 for ever, and an alert on it never rings. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Metrics } from '../src/telemetry/metrics.js';
import { readSources } from './support/source-files.js';

const sources = readSources('src')
  .filter(({ path }) => path !== 'src/telemetry/metrics.ts')
  .map(({ path }) => readFileSync(path, 'utf8'));

it.each(measured())('%s is measured somewhere', (field) => {
  expect(sources.filter((text) => new RegExp(`\\bmetrics\\.${field}\\b`).test(text))).not.toEqual([]);
});

function measured(): string[] {
  const isMetric = (value: object): boolean => 'name' in value || 'start' in value;
  const fields = Object.entries(new Metrics()).filter(([, value]) => isMetric(value));
  expect(fields.length).toBeGreaterThan(40);
  return fields.map(([field]) => field);
}

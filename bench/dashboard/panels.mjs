/** What each panel of a Grafana dashboard asks, answered by Prometheus. */
import { SCRAPED_EVERY_SECONDS } from './prometheus.mjs';

/** As Grafana works it out: four scrapes, so that a lost one leaves no gap. */
const RATE_INTERVAL = `${SCRAPED_EVERY_SECONDS * 4}s`;
const VARIABLES = { $__rate_interval: RATE_INTERVAL, $namespace: '.*' };

/**
 * @param {string} url of Prometheus
 * @param {object[]} panels as in the dashboard's JSON
 * @param {{ from: number, to: number }} period in seconds of the epoch
 * @returns {Promise<{ title: string, type: string, unit: string, place: object, lines: { name: string, points: [number, number][] }[] }[]>}
 * @throws {Error} when Prometheus does not take a query
 */
export async function askPanels(url, panels, period) {
  return Promise.all(
    panels.map(async ({ title, type, gridPos: place, targets = [], fieldConfig }) => {
      const lines = await Promise.all(targets.map((target) => ask(url, target, period)));
      return { title, type, unit: fieldConfig?.defaults?.unit ?? 'short', place, lines: lines.flat() };
    }),
  );
}

async function ask(url, { expr, legendFormat }, { from, to }) {
  const query = Object.entries(VARIABLES).reduce((text, [name, value]) => text.replaceAll(name, value), expr);
  const body = new URLSearchParams({
    query,
    start: String(from),
    end: String(to),
    step: String(SCRAPED_EVERY_SECONDS),
  });
  const response = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body });
  const { status, error, data } = await response.json();
  if (status !== 'success') {
    throw new Error(`Prometheus does not take ${query}: ${error}`);
  }
  return data.result.map(({ metric, values }) => ({
    name: legendFormat.replaceAll(/\{\{(\w+)\}\}/g, (_, label) => metric[label] ?? '').trim(),
    points: values.map(([at, value]) => [at, Number(value)]).filter(([, value]) => Number.isFinite(value)),
  }));
}

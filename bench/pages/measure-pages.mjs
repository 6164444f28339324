/**
 * How long a page of the list of executions takes, for each filter: one caller, a page of each filter in turn, so that no
 * filter has what the compiler or the collector of garbage does to itself.
 */
import { Client } from 'undici';
import { ADMIN_TOKEN } from '../signet/seed.mjs';
import { filtersOf } from './filters.mjs';

const WARM_UP_PAGES = 50;
const PAGES = 1000;

/** @param {{ port: number, rows: number }} side */
export async function measurePages({ port, rows }) {
  const filters = Object.entries(filtersOf(rows));
  const latencies = Object.fromEntries(filters.map(([filter]) => [filter, []]));
  const client = new Client(`http://127.0.0.1:${port}`);
  try {
    for (let n = 0; n < WARM_UP_PAGES + PAGES; n++) {
      for (const [filter, query] of filters) {
        const since = performance.now();
        await page(client, `/api/v1/executions?${new URLSearchParams(query(n)).toString()}`);
        if (n >= WARM_UP_PAGES) {
          latencies[filter].push(performance.now() - since);
        }
      }
    }
  } finally {
    await client.close();
  }
  return { pages: Object.fromEntries(filters.map(([filter]) => [filter, shares(latencies[filter])])) };
}

function shares(latencies) {
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(share * latencies.length)];
  return { p50: at(0.5), p99: at(0.99) };
}

async function page(client, path) {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
  const { statusCode, body } = await client.request({ path, method: 'GET', headers });
  const text = await body.text();
  if (statusCode !== 200) {
    throw new Error(`${path} was answered ${statusCode}: ${text}`);
  }
}

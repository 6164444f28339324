/** How long a page of the list of executions takes, for each filter: one caller, one page after the other. */
import { Client } from 'undici';
import { ADMIN_TOKEN } from '../signet/seed.mjs';
import { filtersOf } from './filters.mjs';

const WARM_UP_PAGES = 30;
const PAGES = 300;

/** @param {{ port: number, rows: number }} side */
export async function measurePages({ port, rows }) {
  const client = new Client(`http://127.0.0.1:${port}`);
  try {
    const pages = {};
    for (const [filter, query] of Object.entries(filtersOf(rows))) {
      pages[filter] = await times(client, query);
    }
    return { pages };
  } finally {
    await client.close();
  }
}

async function times(client, query) {
  const latencies = [];
  for (let n = 0; n < WARM_UP_PAGES + PAGES; n++) {
    const since = performance.now();
    await page(client, `/api/v1/executions?${new URLSearchParams(query(n)).toString()}`);
    if (n >= WARM_UP_PAGES) {
      latencies.push(performance.now() - since);
    }
  }
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

/** `npm run bench:dashboard`: the chart's dashboard, asked and drawn while Signet works. See `--help`. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PATH } from '../event.mjs';
import { interruption } from '../interruption.mjs';
import { startOpenLoop } from '../steady/generator.mjs';
import { startSite, sustainedRate } from '../steady/site.mjs';
import { draw } from './drawing.mjs';
import { askPanels } from './panels.mjs';
import { SCRAPED_EVERY_SECONDS, startPrometheus } from './prometheus.mjs';

const HELP = `npm run bench:dashboard [-- options]

Puts the built program, web and worker, under a load that changes, has a real Prometheus scrape it, asks Prometheus
what each panel of the chart's Grafana dashboard asks, and draws the answers as the dashboard is laid out.

  --seconds <n>     how long the load goes on (default 240)
  --dist <folder>   built program (default dist)
  --out <file>      where the picture goes (default docs/dashboard.svg)
  --help            this text

Ends with 0, with 1 when something failed or Prometheus did not take a query, with 2 when it was asked for wrongly.
`;

const DASHBOARD = new URL('../../helm/files/dashboard.json', import.meta.url);
/** Shares of the sustained rate, one after the other: the third is more than can be done. */
const SHARES = [0.3, 0.7, 2, 0.5];
/** Deliveries that prove nothing and tokens that nobody has, of each so many a second. */
const STRANGERS_PER_SECOND = 4;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string', default: '240' },
        dist: { type: 'string', default: 'dist' },
        out: { type: 'string', default: 'docs/dashboard.svg' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    const seconds = Number(values.seconds);
    if (!(seconds >= 40 && seconds <= 3600)) {
      throw new Error('--seconds must be a number from 40 to 3600');
    }
    return { ...values, seconds };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

async function main(options) {
  const interrupted = interruption();
  const site = await startSite(resolve(options.dist));
  const generator = startOpenLoop();
  let prometheus;
  try {
    prometheus = await startPrometheus(site.servers.folder, site.programs);
    const { from, to } = await Promise.race([load(site, generator, options.seconds), interrupted]);
    const { panels } = JSON.parse(await readFile(DASHBOARD, 'utf8'));
    const answers = await askPanels(prometheus.url, panels, { from, to });
    await writeFile(options.out, draw(answers, { from, to }));
    for (const { title, lines, type } of answers) {
      if (type !== 'row') {
        say(`${String(lines.length).padStart(3)} ${lines.length === 1 ? 'line ' : 'lines'}  ${title}`);
      }
    }
    say(`drawn: ${options.out}`);
  } finally {
    generator.stop();
    await prometheus?.stop();
    await site.stop();
  }
}

/** @returns {Promise<{ from: number, to: number }>} when it began and ended, in seconds of the epoch */
async function load(site, generator, seconds) {
  const sustained = await sustainedRate(site);
  say(`sustained: ${Math.round(sustained.perSecond)} finished/s`);
  const from = Date.now() / 1000;
  const gone = new AbortController();
  const strangers = sendStrangers(site.port, gone.signal);
  try {
    for (const share of SHARES) {
      const rate = Math.max(1, Math.round(sustained.perSecond * share));
      say(`${rate} events/s (${share} of what is sustained) for ${seconds / SHARES.length} s`);
      await generator.run({ port: site.port, rate, seconds: seconds / SHARES.length }, () => undefined);
    }
  } finally {
    gone.abort();
    await strangers;
  }
  await delay(SCRAPED_EVERY_SECONDS * 1000);
  return { from, to: Date.now() / 1000 };
}

async function sendStrangers(port, signal) {
  const ask = (path, init) =>
    fetch(`http://127.0.0.1:${port}${path}`, { ...init, signal })
      .then((response) => response.text())
      .catch(() => undefined);
  while (!signal.aborted) {
    await Promise.all([
      ask(PATH, {
        method: 'POST',
        body: '{}',
        headers: { 'webhook-id': 'msg_1', 'webhook-signature': 'v1,AAAA' },
      }),
      ask('/api/v1/executions', { headers: { authorization: 'Bearer nobody' } }),
    ]);
    await delay(1000 / STRANGERS_PER_SECOND, undefined, { signal }).catch(() => undefined);
  }
}

const say = (text) => process.stdout.write(`${text}\n`);

await main(readOptions()).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
process.exit();

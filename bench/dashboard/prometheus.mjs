/** A real Prometheus that scrapes the programs, labelled as the chart's ServiceMonitor labels pods. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePrometheusFolder } from '../../scripts/prometheus.mjs';
import { startProcess } from '../process.mjs';
import { freePort } from '../servers.mjs';

export const SCRAPED_EVERY_SECONDS = 2;
const READY = /Server is ready to receive web requests/;

/**
 * @param {string} parent folder that is thrown away afterwards
 * @param {{ name: string, port: number }[]} programs
 */
export async function startPrometheus(parent, programs) {
  const folder = join(parent, 'prometheus');
  await mkdir(folder);
  const config = join(folder, 'prometheus.json'); // which is YAML as well
  await writeFile(config, JSON.stringify(configOf(programs)));
  const port = await freePort();
  const { stop } = await startProcess({
    name: 'prometheus',
    command: join(requirePrometheusFolder(process.env.PATH ?? ''), 'prometheus'),
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
    ],
    env: {},
    ready: READY,
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}

const configOf = (programs) => ({
  global: { scrape_interval: `${SCRAPED_EVERY_SECONDS}s` },
  scrape_configs: [
    {
      job_name: 'signet',
      static_configs: programs.map(({ name, port }) => ({
        targets: [`127.0.0.1:${port}`],
        labels: { namespace: 'signet', pod: name },
      })),
    },
  ],
});

/** `npm run bench:load`: a steady load for long, or too much of it for a while. See `--help`. */
import { resolve } from 'node:path';
import { startOpenLoop } from './generator.mjs';
import { readOptions } from './options.mjs';
import { overload } from './overload.mjs';
import { writeReport } from './report.mjs';
import { startSite, sustainedRate } from './site.mjs';
import { soak } from './soak.mjs';
import { interruption } from '../interruption.mjs';

const options = readOptions();
const say = (text) => (options.json ? process.stderr : process.stdout).write(`${text}\n`);
const COMMANDS = { soak, overload };

async function main() {
  const interrupted = interruption();
  const site = await startSite(resolve(options.dist));
  const generator = startOpenLoop();
  try {
    const result = await Promise.race([run(site, generator), interrupted]);
    result.findings.forEach(({ holds, text }) => say(`${holds ? 'holds ' : 'BROKEN'}  ${text}`));
    if (options.json) {
      process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    }
    if (options.write) {
      await writeReport(result);
    }
    process.exitCode = result.findings.every(({ holds }) => holds) ? 0 : 1;
  } finally {
    generator.stop();
    await site.stop();
  }
}

async function run(site, generator) {
  const sustained =
    options.rate === null ? await sustainedRate(site) : { perSecond: options.rate, accepted: 0 };
  say(`sustained: ${Math.round(sustained.perSecond)} finished/s`);
  return COMMANDS[options.command]({ site, generator, sustained, say }, options);
}

await main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
process.exit();

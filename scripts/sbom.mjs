/**
 * `npm run sbom`: what Signet ships with, from the lock file, as `sbom/signet.cdx.json` (CycloneDX) and
 * `sbom/licences.txt`. Exits 1 when a licence is unknown or not allowed. The image is built with both in it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { licenceFaults, licencesOf } from './licence-policy.mjs';

const options = {
  /** Where to. */
  out: { type: 'string', default: 'sbom' },
  /** Leave out what the image does: the embedded Postgres of `signet up`. */
  image: { type: 'boolean', default: false },
};
const { out, image } = parseArgs({ options }).values;
const bom = shipped(wholeBom(), JSON.parse(readFileSync('package-lock.json', 'utf8')));
bom.metadata.component.name = 'signet'; // npm takes the name of the folder
const licences = licencesOf(bom);
const faults = licenceFaults(licences);

mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'signet.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
writeFileSync(
  join(out, 'licences.txt'),
  licences.map(({ name, licence }) => `${name} ${licence}\n`).join(''),
);
process.stdout.write(`${licences.length} components in ${resolve(out)}\n`);
for (const fault of faults) {
  process.stderr.write(`${fault}: not allowed by scripts/licence-policy.mjs\n`);
}
process.exitCode = faults.length > 0 ? 1 : 0;

/** With development tools: npm's own `--omit=dev` also leaves out whatever one of those happens to need as well. */
function wholeBom() {
  const flags = ['--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const maxBuffer = 64 * 1024 * 1024;
  return JSON.parse(execFileSync('npm', ['sbom', ...flags], { encoding: 'utf8', maxBuffer }));
}

/** What the lock file does not keep for development alone. */
function shipped(whole, { packages }) {
  const isShipped = ({ dev, devOptional, optional }) => !dev && !(image && (devOptional || optional));
  const refs = new Set([whole.metadata.component['bom-ref']]);
  for (const [path, entry] of Object.entries(packages)) {
    if (path !== '' && isShipped(entry)) {
      refs.add(`${path.split('node_modules/').at(-1)}@${entry.version}`);
    }
  }
  return {
    ...whole,
    components: whole.components.filter((one) => refs.has(one['bom-ref'])),
    dependencies: whole.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
  };
}

/**
 * Builds the image where something can, and looks into it; says so where nothing can. What is written in the Dockerfile is checked
 * either way, by test/chart/image.spec.ts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TAG = 'signet:verify';
const BASE = /^FROM (\S+) AS base$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1] ?? '';
/** What has to be true inside. */
const LOOK = `
  const fs = require('node:fs');
  const bom = JSON.parse(fs.readFileSync('sbom/signet.cdx.json', 'utf8'));
  if (process.getuid() !== 10001) throw new Error('runs as ' + process.getuid());
  if (bom.components.length < 50 || !fs.statSync('sbom/licences.txt').size) throw new Error('has no bill of materials');
  if (fs.existsSync('node_modules/typescript')) throw new Error('carries development tools');
  console.log('uid', process.getuid(), bom.components.length, 'components');`;

const runs = (program, args, stdio = 'ignore') => spawnSync(program, args, { stdio }).status === 0;
const builder = ['docker', 'podman'].find((program) => runs(program, ['info']));

if (builder === undefined) {
  notBuilt('neither docker nor podman answers here');
} else if (!runs(builder, ['image', 'inspect', BASE]) && !runs(builder, ['pull', BASE], 'inherit')) {
  notBuilt(`${builder} cannot fetch ${BASE}`);
} else {
  const built =
    runs(builder, ['build', '--tag', TAG, '.'], 'inherit') &&
    runs(
      builder,
      ['run', '--rm', '--read-only', '--network=none', '--entrypoint=node', TAG, '-e', LOOK],
      'inherit',
    );
  process.stdout.write(
    built ? `BUILT by ${builder}\n` : `${builder} could not build the image, or it is not as it should be\n`,
  );
  process.exitCode = built ? 0 : 1;
}

function notBuilt(why) {
  process.stdout.write(
    `NOT BUILT: ${why}. The Dockerfile is linted by the chart tests, and what it starts is started by test/e2e/image-runtime.spec.ts.\n`,
  );
}

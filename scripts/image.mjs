/**
 * Builds the image where something can, and looks into it; says so where nothing can. What is written in the Dockerfile is checked
 * either way, by test/chart/image.spec.ts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TAG = 'signet:verify';
const CONTAINER = 'signet-verify';
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

/** Programs that build images and look into them. buildah needs no daemon and, with chroot, no rights of its own. */
const DOCKER = {
  has: ['image', 'inspect', BASE],
  build: ['build', '--tag', TAG, '.'],
  look: (program) =>
    runs(
      program,
      ['run', '--rm', '--read-only', '--network=none', '--entrypoint=node', TAG, '-e', LOOK],
      'inherit',
    ),
};
const BUILDERS = {
  docker: DOCKER,
  podman: DOCKER,
  buildah: {
    has: ['inspect', '--type', 'image', BASE],
    build: ['bud', '--isolation', 'chroot', '--tag', TAG, '.'],
    look: (program) =>
      runs(program, ['from', '--name', CONTAINER, TAG]) &&
      runs(program, ['run', '--isolation', 'chroot', CONTAINER, '--', 'node', '-e', LOOK], 'inherit'),
    tidy: ['rm', CONTAINER],
  },
};

const name = Object.keys(BUILDERS).find((program) => runs(program, ['info']));
const builder = BUILDERS[name];

if (builder === undefined) {
  notBuilt('none of docker, podman and buildah answers here');
} else if (!runs(name, builder.has) && !runs(name, ['pull', BASE], 'inherit')) {
  notBuilt(`${name} cannot fetch ${BASE}`);
} else {
  const built = runs(name, builder.build, 'inherit') && builder.look(name);
  if (builder.tidy) {
    runs(name, builder.tidy);
  }
  process.stdout.write(
    built ? `BUILT by ${name}\n` : `${name} could not build the image, or it is not as it should be\n`,
  );
  process.exitCode = built ? 0 : 1;
}

function notBuilt(why) {
  process.stdout.write(
    `NOT BUILT: ${why}. The Dockerfile is linted by the chart tests, and what it starts is started by test/e2e/image-runtime.spec.ts.\n`,
  );
}

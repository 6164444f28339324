/**
 * What `npm run verify` does, in order. To add a step, add a line.
 *
 * `command` is a program of node_modules/.bin and its arguments, `script` one of ours; either counts as one, and a script that
 * says `NOT DONE: why` in a word of its own, for want of something on this system, as none. `project` is
 * a vitest project; each of its tests counts. `servers` says that it needs Postgres and Redis. `minutes` is when a step that hangs is ended.
 *
 * @type {{ name: string, what: string, command?: string[], script?: string, project?: string, servers?: boolean, minutes: number }[]}
 */
export const STEPS = [
  { name: 'build', what: 'the program compiles', command: ['nest', 'build'], minutes: 3 },
  {
    name: 'console-build',
    what: 'the console compiles',
    command: ['vite', 'build', 'console', '--logLevel', 'warn'],
    minutes: 3,
  },
  {
    name: 'types',
    what: 'types, tests and scripts included',
    command: ['tsc', '--noEmit', '-p', 'tsconfig.json'],
    minutes: 3,
  },
  {
    name: 'console-types',
    what: 'types of the console',
    command: ['tsc', '--noEmit', '-p', 'console'],
    minutes: 3,
  },
  {
    name: 'lint',
    what: 'lint, no warnings',
    command: ['oxlint', '--type-aware', '--deny-warnings'],
    minutes: 3,
  },
  { name: 'format', what: 'format', command: ['oxfmt', '--check', '.'], minutes: 1 },
  { name: 'unit', what: 'unit tests', project: 'unit', minutes: 20 },
  {
    name: 'mutation',
    what: 'tests notice every classic mistake in proving a sender',
    script: 'scripts/mutation-proof.mjs',
    minutes: 20,
  },
  {
    name: 'integration',
    what: 'tests on a real Postgres and Redis',
    project: 'integration',
    servers: true,
    minutes: 40,
  },
  {
    name: 'oldest-postgres',
    what: 'some of them on the oldest Postgres that will do',
    project: 'oldest-postgres',
    servers: true,
    minutes: 15,
  },
  { name: 'e2e', what: 'tests of the built program over HTTP', project: 'e2e', servers: true, minutes: 30 },
  {
    name: 'fault',
    what: 'tests that kill, cut, restart and flush',
    project: 'fault',
    servers: true,
    minutes: 40,
  },
  {
    name: 'chart',
    what: 'tests of the Helm chart, the image and what goes into it',
    project: 'chart',
    minutes: 5,
  },
  {
    name: 'console',
    what: 'tests of the console in a real browser',
    project: 'console',
    servers: true,
    minutes: 15,
  },
  { name: 'image', what: 'the image, built where something can', script: 'scripts/image.mjs', minutes: 15 },
  { name: 'audit', what: 'known weaknesses of dependencies', script: 'scripts/audit.mjs', minutes: 3 },
];

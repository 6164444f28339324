import { defineConfig } from 'vitest/config';

const unit = ['src/**/*.spec.ts', 'console/src/**/*.spec.ts', 'test/*.spec.ts'];
/** What is written in SQL and may be planned, or refused, otherwise by another version. */
const onOldestPostgres = [
  'test/oldest-postgres/**/*.spec.ts',
  ...[
    'audit-*',
    'stale-*',
    'lanes',
    '*-limits',
    'limited-*',
    'migrations',
    'event-waits',
    'erasure',
    'blast-radius',
    'retention',
  ].map((name) => `test/integration/${name}.spec.ts`),
];

export default defineConfig({
  test: {
    setupFiles: ['test/support/each-file.ts'],
    projects: [
      // Properties over random documents take what the machine gives them: no test asserts time.
      {
        extends: true,
        test: {
          name: 'unit',
          include: unit,
          testTimeout: 60_000,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'oldest-postgres',
          include: onOldestPostgres,
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 7 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'fault',
          include: ['test/fault/**/*.spec.ts'],
          chaiConfig: { truncateThreshold: 0 }, // what was broken is told whole, as soon as it is seen
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
      {
        extends: true,
        test: {
          name: 'chart',
          include: ['test/chart/**/*.spec.ts'],
          globalSetup: ['test/chart/find-helm.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 5 },
        },
      },
      {
        extends: true,
        test: {
          name: 'console',
          include: ['test/console/**/*.spec.ts'],
          globalSetup: ['test/support/global-setup.ts', 'test/console/find-browser.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 6 },
        },
      },
    ],
    allowOnly: false,
    passWithNoTests: false,
  },
});

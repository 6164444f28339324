/** The values files the chart is rendered with, and what each promises is there before the install. */
import type { Existing } from './wiring-rules.js';

export interface Scenario {
  values: string;
  existing: Existing;
  /** Inline secrets of the file, none of which may be seen outside a Secret. */
  secrets: string[];
}

export const SCENARIOS: Scenario[] = [
  {
    values: 'minimal',
    existing: {},
    secrets: ['inline-database-password', 'bWluaW1hbC1taW5pbWFsLW1pbmltYWwtbWluaW1hbDE='],
  },
  {
    values: 'existing-secrets',
    existing: {
      'Secret/ledger-login': ['url'],
      'Secret/doorbell-login': ['REDIS_URL'],
      'Secret/signet-keys': ['master', 'first-admin'],
      'ConfigMap/identity-workflows': ['*'],
    },
    secrets: [],
  },
  {
    values: 'mixed-secrets',
    existing: { 'Secret/ledger-login': ['DATABASE_URL'], 'Secret/signet-keys': ['master'] },
    secrets: ['inline-redis-password', 'unused-database-password'],
  },
  {
    values: 'worker-only',
    existing: { 'Secret/ledger-login': ['DATABASE_URL'], 'Secret/signet-keys': ['master'] },
    secrets: [],
  },
  {
    values: 'full',
    existing: { 'Secret/side-channel': ['url'], 'ConfigMap/database-ca': ['*'] },
    secrets: [
      'inline-database-password',
      'inline-redis-password',
      'inline-admin-token-0123456789',
      'ZnVsbC1mdWxsLWZ1bGwtZnVsbC1mdWxsLWZ1bGwtZnU=',
    ],
  },
];

export function scenarioOf(values: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.values === values);
  if (found === undefined) {
    throw new Error(`no scenario is called ${values}`);
  }
  return found;
}

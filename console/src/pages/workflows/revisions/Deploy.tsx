import { Text } from '@mantine/core';
import { useState } from 'react';
import { put } from '../../../api/client';
import { api } from '../../../api/paths';
import { Ask } from '../../../ui/Ask';
import { EnvironmentSelect } from '../EnvironmentSelect';
import { useWorkflowDeed } from '../workflow';
import type { Deployment } from './RevisionsTab';

interface DeployParts {
  readonly name: string;
  readonly number: number;
  readonly deployments: readonly Deployment[];
  /** The one it is meant for, as long as nobody chooses another. */
  readonly environment: string;
}

/** Runs a revision in an environment: a newer one, or an older one again. */
export function Deploy({ name, number, deployments, environment }: DeployParts) {
  const [chosen, choose] = useState<string | null>(null);
  const to = chosen ?? environment;
  const runs = deployments.find((one) => one.environment === to)?.revision;
  const deploy = useWorkflowDeed(() => put(api.ofWorkflow(name, 'deployments', to), { revision: number }));
  const isBack = runs !== undefined && number < runs;
  return (
    <Ask
      label={isBack ? 'Roll back' : 'Deploy'}
      question={`Revision ${number} will run in ${to}. ${now(runs, number)}`}
      isPending={deploy.isPending}
      onYes={() => deploy.mutate()}
    >
      <EnvironmentSelect label="Run it in" value={to} onChange={choose} />
      {runs !== undefined && runs !== number && (
        <Text size="sm" c="dimmed">
          What runs already goes on with revision {runs}.
        </Text>
      )}
    </Ask>
  );
}

function now(runs: number | undefined, number: number): string {
  if (runs === undefined) {
    return 'Nothing runs there now.';
  }
  return runs === number ? 'It runs there already.' : `Now that is revision ${runs}.`;
}

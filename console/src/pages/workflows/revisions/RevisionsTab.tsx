import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DeploymentModel } from '../../../../../src/admin/workflows/deployments.dto.js';
import { get } from '../../../api/client';
import { api } from '../../../api/paths';
import type { Wire } from '../../../api/wire';
import { nameOf, type Workflow } from '../workflow';
import { Comparison } from './Comparison';
import { Deployments } from './Deployments';
import { RevisionList } from './RevisionList';

export type Deployment = Wire<DeploymentModel>;

interface RevisionsTabParts {
  readonly workflow: Workflow;
  readonly environment: string;
}

/** Which revisions there are, where they run, and what they say differently. */
export function RevisionsTab({ workflow, environment }: RevisionsTabParts) {
  const name = nameOf(workflow);
  const path = api.ofWorkflow(name, 'deployments');
  const { data } = useQuery({
    queryKey: [path],
    queryFn: () => get<{ items: readonly Deployment[] }>(path),
  });
  const deployments = data?.items ?? [];
  return (
    <Stack gap="lg">
      <section>
        <Title order={2} size="h5" mb="xs">
          Deployments
        </Title>
        <Deployments name={name} deployments={deployments} />
      </section>
      <section>
        <Title order={2} size="h5" mb="xs">
          Revisions
        </Title>
        <RevisionList name={name} deployments={deployments} environment={environment} />
      </section>
      {workflow.newest > 1 && (
        <section>
          <Title order={2} size="h5" mb="xs">
            What has changed
          </Title>
          <Comparison name={name} newest={workflow.newest} />
        </section>
      )}
    </Stack>
  );
}

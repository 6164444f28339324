import { Select, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { LimitUseModel, TenantLimitUseModel } from '../../../../src/admin/limits/limits.dto.js';
import type { WorkflowModel } from '../../../../src/admin/workflows/workflows.dto.js';
import { get } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { Loaded } from '../../ui/Loaded';
import { useFilters } from '../../ui/use-filters';
import { LimitBars } from './LimitBars';

const MOST_WORKFLOWS = 200;
const EVERY_MS = 5000;

/** What may be used, and how much of it is. */
export function LimitsTab() {
  const [{ workflow, environment }, set] = useFilters(['workflow', 'environment']);
  const tenant = useQuery({
    queryKey: [api.limits],
    queryFn: () => get<Wire<TenantLimitUseModel>>(api.limits),
    refetchInterval: EVERY_MS,
  });
  const workflows = useQuery({
    queryKey: [api.workflows, 'names'],
    queryFn: () => get<{ items: readonly Wire<WorkflowModel>[] }>(api.workflows, { limit: MOST_WORKFLOWS }),
  }).data?.items.map(({ namespace, id }) => `${namespace}/${id}`);
  return (
    <Stack maw={820}>
      <Loaded query={tenant}>
        {(use) => (
          <>
            <LimitBars label="of the tenant" use={use} />
            {use.instance && <LimitBars label="of all tenants together" use={use.instance} />}
          </>
        )}
      </Loaded>
      <Title order={2} size="h5">
        Of a workflow
      </Title>
      <Select
        label="Workflow"
        placeholder="Choose one"
        searchable
        clearable
        data={workflows ?? []}
        value={workflow === '' ? null : workflow}
        onChange={(value) => set('workflow', value)}
      />
      {workflow !== '' && (
        <>
          <TextInput
            label="Environment"
            placeholder="production"
            value={environment}
            onChange={({ currentTarget }) => set('environment', currentTarget.value.trim())}
          />
          <OfWorkflow workflow={workflow} environment={environment} />
        </>
      )}
    </Stack>
  );
}

function OfWorkflow({ workflow, environment }: { workflow: string; environment: string }) {
  const path = api.workflowLimits(workflow);
  const query = useQuery({
    queryKey: [path, environment],
    queryFn: () => get<Wire<LimitUseModel>>(path, { environment }),
    refetchInterval: EVERY_MS,
  });
  return <Loaded query={query}>{(use) => <LimitBars label={`of ${workflow}`} use={use} />}</Loaded>;
}

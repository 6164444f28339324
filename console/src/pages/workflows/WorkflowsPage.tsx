import { Button, Code, Group, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api, pages } from '../../api/paths';
import { USUAL_ENVIRONMENT } from '../../api/places';
import { useMay } from '../../session/caller';
import { FilterText } from '../../ui/FilterText';
import { List } from '../../ui/List';
import { Page } from '../../ui/Page';
import { useFilters } from '../../ui/use-filters';
import { columnsIn, deletedColumns } from './columns';
import { EnvironmentSelect } from './EnvironmentSelect';
import { nameOf, type Workflow } from './workflow';

const TEXTS = {
  namespace: 'Namespace',
  search: 'Name or description',
  label: 'Label',
  hook: 'Hook',
} as const;
const PLACEHOLDERS = { namespace: 'acme.identity', search: '', label: 'team:identity', hook: 'URL or id' };

/** All workflows, by namespace and id, as they stand in one environment. */
export function Component() {
  const [filter, set] = useFilters(['environment', 'namespace', 'search', 'label', 'hook', 'deleted']);
  const mayChange = useMay('author');
  const environment = filter.environment === '' ? USUAL_ENVIRONMENT : filter.environment;
  const isDeleted = filter.deleted === 'true';
  const isNarrowed = Object.keys(TEXTS).some((name) => filter[name as keyof typeof TEXTS] !== '');
  return (
    <Page title="Workflows" actions={mayChange && <NewButton />}>
      <Group align="flex-end" gap="xs">
        {(Object.keys(TEXTS) as (keyof typeof TEXTS)[]).map((name) => (
          <FilterText
            key={name}
            label={TEXTS[name]}
            placeholder={PLACEHOLDERS[name]}
            value={filter[name]}
            onChange={(value) => set(name, value)}
          />
        ))}
        <EnvironmentSelect
          value={environment}
          onChange={(value) => set('environment', value === USUAL_ENVIRONMENT ? null : value)}
        />
        <Switch
          label="Deleted"
          size="sm"
          pb={6}
          checked={isDeleted}
          onChange={({ currentTarget }) => set('deleted', currentTarget.checked ? 'true' : null)}
        />
      </Group>
      <List<Workflow>
        label={isDeleted ? 'Deleted workflows' : 'Workflows'}
        path={api.workflows}
        filter={filter}
        columns={isDeleted ? deletedColumns(mayChange) : columnsIn(environment)}
        keyOf={nameOf}
        empty={<Empty isNarrowed={isNarrowed} isDeleted={isDeleted} />}
      />
    </Page>
  );
}

function NewButton() {
  return (
    <Button
      component={Link}
      to={pages.newWorkflow}
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden />}
    >
      New workflow
    </Button>
  );
}

function Empty({ isNarrowed, isDeleted }: { isNarrowed: boolean; isDeleted: boolean }) {
  if (isNarrowed || isDeleted) {
    return isNarrowed ? 'No workflow is like that.' : 'No workflow was taken away.';
  }
  return (
    <>
      There is no workflow yet. <Code>signet workflow new --template sign-up</Code> writes one to begin with,
      and <Code>signet workflow apply sign-up.yaml</Code> makes it run.
    </>
  );
}

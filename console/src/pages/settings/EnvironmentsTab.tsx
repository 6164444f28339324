import { Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { EnvironmentModel } from '../../../../src/admin/environments/environments.dto.js';
import { put, remove } from '../../api/client';
import { api } from '../../api/paths';
import { USUAL_ENVIRONMENT } from '../../api/places';
import type { Wire } from '../../api/wire';
import { useMay } from '../../session/caller';
import { Ask } from '../../ui/Ask';
import { Form } from '../../ui/Form';
import { FormButton } from '../../ui/FormButton';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { useChange } from '../../ui/use-change';

type Environment = Wire<EnvironmentModel>;

const COLUMNS: readonly Column<Environment>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Description', cell: ({ description }) => description },
  { title: 'Workflows deployed', cell: ({ workflows }) => workflows },
  { title: 'Made', cell: ({ createdAt }) => <Moment at={createdAt} /> },
];
const WITH_DEEDS: readonly Column<Environment>[] = [
  ...COLUMNS,
  { title: '', cell: (environment) => <Deeds environment={environment} /> },
];

/** Stages: revisions, switches, secrets and variables differ between them. */
export function EnvironmentsTab() {
  const mayChange = useMay();
  return (
    <Stack>
      <Group>
        {mayChange && (
          <FormButton label="Add environment">{(close) => <EnvironmentForm onDone={close} />}</FormButton>
        )}
        <Text size="sm" c="dimmed">
          <Code>?environment=staging</Code> says which is meant; without it, {USUAL_ENVIRONMENT}.
        </Text>
      </Group>
      <List
        label="Environments"
        path={api.environments}
        columns={mayChange ? WITH_DEEDS : COLUMNS}
        keyOf={({ name }) => name}
        empty="There is production alone."
      />
    </Stack>
  );
}

function Deeds({ environment: { name } }: { environment: Environment }) {
  const removal = useChange(() => remove(api.environment(name)), { changes: [api.environments] });
  return name === USUAL_ENVIRONMENT ? null : (
    <Ask
      label="Remove"
      color="red"
      variant="subtle"
      question={`${name} goes, with its secrets and variables. Where a workflow is deployed in it, it stays.`}
      isPending={removal.isPending}
      onYes={() => removal.mutate(undefined)}
    />
  );
}

function EnvironmentForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const adding = useChange(
    () => {
      const said = description.trim();
      return put<Environment>(api.environment(name.trim()), said === '' ? {} : { description: said });
    },
    { changes: [api.environments], isShown: true, onSuccess: onDone },
  );
  return (
    <Form
      submit="Add"
      isPending={adding.isPending}
      error={adding.error}
      onSubmit={() => adding.mutate(undefined)}
      onCancel={onDone}
    >
      <TextInput
        label="Name"
        placeholder="staging"
        required
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="Description"
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
    </Form>
  );
}

import { Code, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SecretModel } from '../../../../src/admin/secrets/secrets.dto.js';
import { put, remove } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { useMay } from '../../session/caller';
import { Ask } from '../../ui/Ask';
import { FilterText } from '../../ui/FilterText';
import { Form } from '../../ui/Form';
import { FormButton } from '../../ui/FormButton';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { useChange } from '../../ui/use-change';
import { useFilters } from '../../ui/use-filters';
import { NOWHERE, type Place, PlaceInputs } from './PlaceInputs';

type Secret = Wire<SecretModel>;

const COLUMNS: readonly Column<Secret>[] = [
  { title: 'Namespace', cell: ({ namespace }) => namespace },
  { title: 'Name', cell: ({ name }) => <span className="mono">{name}</span> },
  { title: 'Environment', cell: ({ environment }) => environment ?? 'all' },
  { title: 'Put', cell: ({ version }) => (version === 1 ? 'once' : `${version} times`) },
  { title: 'Last', cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
];
const WITH_DEEDS: readonly Column<Secret>[] = [
  ...COLUMNS,
  { title: '', cell: (secret) => <Deeds secret={secret} /> },
];

/** Secrets of workflows, by name: their values come out nowhere. */
export function SecretsTab() {
  const [filter, set] = useFilters(['namespace']);
  const mayPut = useMay('author');
  return (
    <Stack>
      <Group align="flex-end">
        <FilterText
          label="Namespace"
          value={filter.namespace}
          onChange={(value) => set('namespace', value)}
        />
        {mayPut && <FormButton label="Put secret">{(close) => <SecretForm onDone={close} />}</FormButton>}
        <Text size="sm" c="dimmed">
          Workflows read them with <Code>{"secret('NAME')"}</Code>.
        </Text>
      </Group>
      <List
        label="Secrets"
        path={api.secrets}
        filter={filter}
        columns={mayPut ? WITH_DEEDS : COLUMNS}
        keyOf={({ namespace, name, environment }) => `${namespace}/${name}@${environment ?? ''}`}
        empty={
          <>
            No secret yet: <Code>signet secret put NAMESPACE NAME</Code>.
          </>
        }
      />
    </Stack>
  );
}

function Deeds({ secret: { namespace, name, environment } }: { secret: Secret }) {
  const removal = useChange(() => remove(api.secret(namespace, name), { environment }), {
    changes: [api.secrets],
  });
  const place = { namespace, name, environment: environment ?? '' };
  return (
    <Group gap="xs" wrap="nowrap">
      <FormButton label="Replace" variant="subtle">
        {(close) => <SecretForm at={place} onDone={close} />}
      </FormButton>
      <Ask
        label="Delete"
        color="red"
        variant="subtle"
        question={`Workflows that read ${namespace}/${name} fail from now on.`}
        isPending={removal.isPending}
        onYes={() => removal.mutate(undefined)}
      />
    </Group>
  );
}

function SecretForm({ at, onDone }: { at?: Place; onDone: () => void }) {
  const [place, setPlace] = useState(at ?? NOWHERE);
  const [value, setValue] = useState('');
  const putting = useChange(
    () =>
      put<void>(
        api.secret(place.namespace.trim(), place.name.trim()),
        { value },
        { environment: place.environment },
      ),
    { changes: [api.secrets], isShown: true, onSuccess: onDone },
  );
  return (
    <Form
      submit="Put"
      isPending={putting.isPending}
      error={putting.error}
      onSubmit={() => putting.mutate(undefined)}
      onCancel={onDone}
    >
      <PlaceInputs place={place} isFixed={at !== undefined} onChange={setPlace} />
      <PasswordInput
        label="Value"
        description="Sealed at once and never shown again."
        autoComplete="off"
        required
        value={value}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
    </Form>
  );
}

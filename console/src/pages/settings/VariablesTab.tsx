import { Code, Group, Textarea, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { VariableModel } from '../../../../src/admin/variables/variables.dto.js';
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
import { textOf, valueOf } from './json-text';
import { NOWHERE, type Place, PlaceInputs } from './PlaceInputs';

type Variable = Wire<VariableModel>;

const COLUMNS: readonly Column<Variable>[] = [
  { title: 'Namespace', cell: ({ namespace }) => namespace },
  { title: 'Name', cell: ({ name }) => <span className="mono">{name}</span> },
  {
    title: 'Value',
    cell: ({ value }) => (
      <Text className="mono wrap" lineClamp={3} maw={360}>
        {textOf(value)}
      </Text>
    ),
  },
  { title: 'Environment', cell: ({ environment }) => environment ?? 'all' },
  { title: 'Put', cell: ({ version }) => (version === 1 ? 'once' : `${version} times`) },
  { title: 'Last', cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
];
const WITH_DEEDS: readonly Column<Variable>[] = [
  ...COLUMNS,
  { title: '', cell: (variable) => <Deeds variable={variable} /> },
];

/** Variables that workflows read. */
export function VariablesTab() {
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
        {mayPut && <FormButton label="Put variable">{(close) => <VariableForm onDone={close} />}</FormButton>}
        <Text size="sm" c="dimmed">
          Workflows read them with <Code>{"var('NAME')"}</Code>.
        </Text>
      </Group>
      <List
        label="Variables"
        path={api.variables}
        filter={filter}
        columns={mayPut ? WITH_DEEDS : COLUMNS}
        keyOf={({ namespace, name, environment }) => `${namespace}/${name}@${environment ?? ''}`}
        empty={
          <>
            No variable yet: <Code>signet variable put NAMESPACE NAME VALUE</Code>.
          </>
        }
      />
    </Stack>
  );
}

function Deeds({ variable: { namespace, name, environment, value } }: { variable: Variable }) {
  const removal = useChange(() => remove(api.variable(namespace, name), { environment }), {
    changes: [api.variables],
  });
  const place = { namespace, name, environment: environment ?? '' };
  return (
    <Group gap="xs" wrap="nowrap">
      <FormButton label="Change" variant="subtle">
        {(close) => <VariableForm at={place} before={textOf(value)} onDone={close} />}
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

interface VariableFormParts {
  readonly at?: Place;
  readonly before?: string;
  readonly onDone: () => void;
}

function VariableForm({ at, before = '', onDone }: VariableFormParts) {
  const [place, setPlace] = useState(at ?? NOWHERE);
  const [value, setValue] = useState(before);
  const putting = useChange(
    () =>
      put<void>(
        api.variable(place.namespace.trim(), place.name.trim()),
        { value: valueOf(value) },
        { environment: place.environment },
      ),
    { changes: [api.variables], isShown: true, onSuccess: onDone },
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
      <Textarea
        label="Value"
        description="JSON; what is none is a text."
        autosize
        required
        value={value}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
    </Form>
  );
}

import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type {
  NewTenantModel,
  TenantModel,
  TenantTokenModel,
} from '../../../../src/admin/tenants/tenants.dto.js';
import { post, put } from '../../api/client';
import { api } from '../../api/paths';
import { requireFree } from '../../api/require-free';
import type { Wire } from '../../api/wire';
import { Form } from '../../ui/Form';
import { FormButton } from '../../ui/FormButton';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { ShownOnce } from '../../ui/ShownOnce';
import { useChange } from '../../ui/use-change';

type Tenant = Wire<TenantModel>;

const COLUMNS: readonly Column<Tenant>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Description', cell: ({ description }) => description },
  {
    title: 'Kept for',
    cell: ({ retentionDays }) =>
      retentionDays === null ? 'as long as the instance' : `${retentionDays} days`,
  },
  { title: 'Made', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    title: '',
    cell: ({ name }) => (
      <FormButton label="New admin token" variant="subtle">
        {(close) => <NewToken tenant={name} onDone={close} />}
      </FormButton>
    ),
  },
];

/** Who shares the installation, and knows nothing of the others. */
export function TenantsTab() {
  return (
    <Stack>
      <Group>
        <FormButton label="Add tenant">{(close) => <TenantForm onDone={close} />}</FormButton>
        <Text size="sm" c="dimmed">
          Each signs in with a token of its own, and sees its own alone.
        </Text>
      </Group>
      <List
        label="Tenants"
        path={api.tenants}
        columns={COLUMNS}
        keyOf={({ name }) => name}
        empty="No tenant."
      />
    </Stack>
  );
}

function TenantForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [days, setDays] = useState<string | number>('');
  const putting = useChange(
    async (body: object) => {
      await requireFree(api.tenants, 'tenant', name.trim());
      return put<Wire<NewTenantModel>>(api.tenant(name.trim()), body);
    },
    {
      changes: [api.tenants],
      isShown: true,
    },
  );
  if (putting.data) {
    const { token } = putting.data;
    return <Made tenant={putting.data.name} token={token} onDone={onDone} />;
  }
  const body = {
    ...(description.trim() !== '' && { description: description.trim() }),
    ...(typeof days === 'number' && { retentionDays: days }),
  };
  return (
    <Form
      submit="Add"
      isPending={putting.isPending}
      error={putting.error}
      onSubmit={() => putting.mutate(body)}
      onCancel={onDone}
    >
      <TextInput
        label="Name"
        description="It stands in paths: lower-case letters, digits, _ and -."
        required
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="Description"
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <NumberInput
        label="Days that what its executions left is kept"
        placeholder="as long as the instance keeps it"
        min={1}
        max={3650}
        allowDecimal={false}
        value={days}
        onChange={setDays}
      />
    </Form>
  );
}

function NewToken({ tenant, onDone }: { tenant: string; onDone: () => void }) {
  const making = useChange(() => post<TenantTokenModel>(api.tenantToken(tenant)), { isShown: true });
  if (making.data) {
    return <Made tenant={tenant} token={making.data.token} onDone={onDone} />;
  }
  return (
    <Form
      submit="Make it"
      isPending={making.isPending}
      error={making.error}
      onSubmit={() => making.mutate(undefined)}
      onCancel={onDone}
    >
      <Text size="sm">
        For a tenant that lost its own. Whoever has it may do everything in {tenant}; the tokens there are
        stay.
      </Text>
    </Form>
  );
}

interface MadeParts {
  readonly tenant: string;
  /** None where the tenant was there already. */
  readonly token: string | undefined;
  readonly onDone: () => void;
}

function Made({ tenant, token, onDone }: MadeParts) {
  return (
    <Stack>
      {token === undefined ? (
        <Text size="sm">{tenant} was there already, and is described anew.</Text>
      ) : (
        <ShownOnce label="token" secret={token}>
          An admin token of {tenant}.
        </ShownOnce>
      )}
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}

import { Badge, Button, Code, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Role } from '../../../../src/admin/access/caller.js';
import type { NewTokenModel, TokenModel } from '../../../../src/admin/tokens/tokens.dto.js';
import { post, remove } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { Ask } from '../../ui/Ask';
import { Form } from '../../ui/Form';
import { FormButton } from '../../ui/FormButton';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { ShownOnce } from '../../ui/ShownOnce';
import { useChange } from '../../ui/use-change';
import { useNow } from '../../ui/use-now';

type Token = Wire<TokenModel>;

const ROLES = ['author', 'operator', 'auditor', 'ingest', 'admin'] as const satisfies readonly Role[];

const COLUMNS: readonly Column<Token>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Role', cell: ({ role }) => role },
  {
    title: 'Namespaces',
    cell: ({ namespaces }) => (namespaces.length === 0 ? 'all' : namespaces.join(', ')),
  },
  { title: 'Made', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Expires', cell: ({ expiresAt }) => (expiresAt === null ? 'never' : <Moment at={expiresAt} />) },
  { title: 'State', cell: (token) => <State token={token} /> },
];

/** Who may call the API, and what each may do. */
export function TokensTab() {
  return (
    <Stack>
      <Group>
        <FormButton label="Create token">{(close) => <TokenForm onDone={close} />}</FormButton>
        <Text size="sm" c="dimmed">
          Or <Code>signet token create</Code>.
        </Text>
      </Group>
      <List label="Tokens" path={api.tokens} columns={COLUMNS} keyOf={({ id }) => id} empty="No token yet." />
    </Stack>
  );
}

function State({ token: { id, name, revokedAt, expiresAt } }: { token: Token }) {
  const now = useNow();
  const revocation = useChange(() => remove(api.token(id)), { changes: [api.tokens] });
  if (revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now)) {
    return (
      <Badge variant="light" color="gray" tt="none">
        {revokedAt === null ? 'expired' : 'revoked'}
      </Badge>
    );
  }
  return (
    <Ask
      label="Revoke"
      color="red"
      question={`Whoever has the token ${name} is outside at once. This cannot be taken back.`}
      isPending={revocation.isPending}
      onYes={() => revocation.mutate(undefined)}
    />
  );
}

function TokenForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [namespaces, setNamespaces] = useState<string[]>([]);
  const [day, setDay] = useState('');
  const creation = useChange((body: object) => post<Wire<NewTokenModel>>(api.tokens, body), {
    changes: [api.tokens],
    isShown: true,
  });
  if (creation.data) {
    return (
      <Stack>
        <ShownOnce label="token" secret={creation.data.token}>
          The token {creation.data.name}, for the role {creation.data.role}.
        </ShownOnce>
        <Group justify="flex-end">
          <Button onClick={onDone}>Done</Button>
        </Group>
      </Stack>
    );
  }
  const body = {
    name: name.trim(),
    role,
    ...(namespaces.length > 0 && { namespaces }),
    ...(day !== '' && { expiresAt: `${day}T00:00:00Z` }),
  };
  return (
    <Form
      submit="Create"
      isPending={creation.isPending}
      error={creation.error}
      onSubmit={() => creation.mutate(body)}
      onCancel={onDone}
    >
      <TextInput
        label="Name"
        description="The audit log names the caller so."
        required
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Select
        label="Role"
        allowDeselect={false}
        data={ROLES}
        value={role}
        onChange={(value) => setRole(value ?? 'operator')}
      />
      <TagsInput
        label="Namespaces"
        description="None: all of them."
        value={namespaces}
        onChange={setNamespaces}
      />
      <TextInput
        label="Expires"
        description="At the beginning of that day, UTC. Empty: never."
        type="date"
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
      />
    </Form>
  );
}

import { Button, Checkbox, Code, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { SourceSecretModel } from '../../../../src/admin/sources/source-secrets.dto.js';
import { remove } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { Ask } from '../../ui/Ask';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { useChange } from '../../ui/use-change';
import { AddSecret } from './AddSecret';
import type { Source } from './source';
import { useIsAuthorOfAll } from './use-is-author-of-all';

type Secret = Wire<SourceSecretModel>;

const columnsOf = (name: string, mayChange: boolean): readonly Column<Secret>[] => [
  { title: 'Fingerprint', cell: ({ id }) => <span className="mono">{id}</span> },
  { title: 'Of', cell: ({ proof }) => (proof === 'token' ? 'token' : 'signature') },
  { title: 'Generation', cell: ({ generation }) => generation },
  { title: 'Added', cell: ({ addedAt }) => <Moment at={addedAt} /> },
  {
    title: 'Last used',
    cell: ({ lastUsedAt }) =>
      lastUsedAt === null ? (
        <Text size="sm" c="dimmed">
          not in 30 days
        </Text>
      ) : (
        <Moment at={lastUsedAt} />
      ),
  },
  { title: 'Uses in 7 days', cell: ({ uses }) => uses },
  ...(mayChange ? [{ title: '', cell: (secret: Secret) => <Retire name={name} secret={secret} /> }] : []),
];
/** What a source proves itself with, by fingerprint: what the secrets are comes out nowhere. */
export function SourceSecrets({ source }: { source: Source }) {
  const mayChange = useIsAuthorOfAll();
  const [isAdding, { open, close }] = useDisclosure(false);
  const { name } = source;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        To rotate: add the new one here, give it to the sender, and retire the old one once it is used no
        more.
      </Text>
      {mayChange && !isAdding && (
        <Group>
          <Button size="xs" variant="light" leftSection={<IconPlus size={14} />} onClick={open}>
            Add secret
          </Button>
        </Group>
      )}
      {mayChange && isAdding && <AddSecret source={source} onDone={close} />}
      <List
        label="Secrets"
        path={api.sourceSecrets(name)}
        columns={columnsOf(name, mayChange)}
        keyOf={({ id }) => id}
        empty={
          <>
            It has no secret. Published keys or its address prove it, or one is still to be added:{' '}
            <Code>signet source secret add {name}</Code>.
          </>
        }
      />
    </Stack>
  );
}

function Retire({ name, secret }: { name: string; secret: Secret }) {
  const [force, setForce] = useState(false);
  const retirement = useChange(() => remove(api.sourceSecret(name, secret.id), { force: force || null }), {
    changes: [api.sourceSecrets(name), api.source(name), api.sources],
  });
  return (
    <Ask
      label="Retire"
      color="red"
      question={
        <>
          The secret <span className="mono">{secret.id}</span> proves nothing any more. The last one of a
          proof stays.
        </>
      }
      isPending={retirement.isPending}
      onYes={() => retirement.mutate(undefined)}
    >
      {secret.lastUsedAt !== null && (
        <Checkbox
          label="Although its sender used it in the last 24 hours"
          checked={force}
          onChange={({ currentTarget }) => setForce(currentTarget.checked)}
        />
      )}
    </Ask>
  );
}

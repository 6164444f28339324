import { Badge, Group, Stack, Text } from '@mantine/core';
import type {
  DirectoryAuthModel,
  DirectoryModel,
} from '../../../../src/admin/directories/directories.dto.js';
import { remove } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { useCaller, useMay } from '../../session/caller';
import { Ask } from '../../ui/Ask';
import { FormButton } from '../../ui/FormButton';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { useChange } from '../../ui/use-change';
import { DirectoryForm } from './DirectoryForm';

type Directory = Wire<DirectoryModel>;

const COLUMNS: readonly Column<Directory>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Type', cell: ({ type }) => (type === 'local' ? 'built in' : 'SCIM 2.0') },
  { title: 'Address', cell: ({ url }) => <span className="mono wrap">{url}</span> },
  {
    title: 'Token',
    cell: ({ type, hasToken, auth }) =>
      type === 'local' ? null : (
        <Badge variant="light" tt="none" color={hasToken || auth !== null ? 'teal' : 'red'}>
          {auth === null ? (hasToken ? 'kept' : 'missing') : `of ${(auth as DirectoryAuthModel).clientId}`}
        </Badge>
      ),
  },
  {
    title: 'Changed',
    cell: ({ updatedAt }) => (updatedAt === null ? 'always there' : <Moment at={updatedAt} />),
  },
];
const WITH_DEEDS: readonly Column<Directory>[] = [
  ...COLUMNS,
  { title: '', cell: (directory) => <Deeds directory={directory} /> },
];

/** Identity systems that actions act on. */
export function DirectoriesTab() {
  const { namespaces } = useCaller();
  const mayChange = useMay() && namespaces.length === 0;
  return (
    <Stack>
      <Group>
        {mayChange && (
          <FormButton label="Add directory">{(close) => <DirectoryForm onDone={close} />}</FormButton>
        )}
        <Text size="sm" c="dimmed">
          Tasks name one with <span className="mono">directory:</span>; without it, main.
        </Text>
      </Group>
      <List
        label="Directories"
        path={api.directories}
        columns={mayChange ? WITH_DEEDS : COLUMNS}
        keyOf={({ name }) => name}
        empty="No directory yet."
      />
    </Stack>
  );
}

function Deeds({ directory }: { directory: Directory }) {
  const { name, createdAt } = directory;
  const removal = useChange(() => remove(api.directory(name)), { changes: [api.directories] });
  return (
    <Group gap="xs" wrap="nowrap">
      <FormButton label="Change" variant="subtle">
        {(close) => <DirectoryForm before={directory} onDone={close} />}
      </FormButton>
      {createdAt !== null && (
        <Ask
          label="Remove"
          color="red"
          variant="subtle"
          question={`How ${name} is reached is forgotten, with its token. Users of a built-in directory stay.`}
          isPending={removal.isPending}
          onYes={() => removal.mutate(undefined)}
        />
      )}
    </Group>
  );
}

import { PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type {
  DirectoryAuthModel,
  DirectoryBody,
  DirectoryModel,
} from '../../../../src/admin/directories/directories.dto.js';
import { put } from '../../api/client';
import { api } from '../../api/paths';
import { requireFree } from '../../api/require-free';
import type { Wire } from '../../api/wire';
import { Form } from '../../ui/Form';
import { useChange } from '../../ui/use-change';
import { ClientFields, clientOf, draftOf } from './ClientFields';

type Directory = Wire<DirectoryModel>;

interface DirectoryFormParts {
  /** The one that is changed; none: a new one. */
  readonly before?: Directory;
  readonly onDone: () => void;
}

/** How a directory is reached. Its token goes in and never comes out. */
export function DirectoryForm({ before, onDone }: DirectoryFormParts) {
  const [name, setName] = useState(before?.name ?? '');
  const [type, setType] = useState<DirectoryBody['type']>(before?.type === 'local' ? 'local' : 'scim');
  const [url, setUrl] = useState(before?.url ?? '');
  const [token, setToken] = useState('');
  const auth = before?.auth as DirectoryAuthModel | null | undefined;
  const [by, setBy] = useState<'token' | 'client'>(auth ? 'client' : 'token');
  const [client, setClient] = useState(draftOf(auth));
  const [userKey, setUserKey] = useState(userKeyOf(before));
  const putting = useChange(
    async (body: DirectoryBody) => {
      if (before === undefined) {
        await requireFree(api.directories, 'directory', name.trim());
      }
      return put<Directory>(api.directory(name.trim()), body);
    },
    {
      changes: [api.directories],
      isShown: true,
      onSuccess: onDone,
    },
  );
  const body: DirectoryBody =
    type === 'local'
      ? { type }
      : {
          type,
          ...(url.trim() !== '' && { url: url.trim() }),
          ...(by === 'client' ? { auth: clientOf(client, auth) } : token !== '' && { token }),
          ...(userKey.trim() !== '' && { config: { userKey: userKey.trim() } }),
        };
  return (
    <Form
      submit="Save"
      isPending={putting.isPending}
      error={putting.error}
      onSubmit={() => putting.mutate(body)}
      onCancel={onDone}
    >
      <TextInput
        label="Name"
        required
        disabled={before !== undefined}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Select
        label="Type"
        allowDeselect={false}
        data={[
          { value: 'scim', label: 'SCIM 2.0' },
          { value: 'local', label: 'built in' },
        ]}
        value={type}
        onChange={(value) => setType(value ?? 'scim')}
      />
      {type === 'scim' && (
        <>
          <TextInput
            label="Address"
            placeholder="https://idp.example.com/scim/v2"
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <SegmentedControl
            aria-label="Signs in with"
            data={[
              { value: 'token', label: 'A token' },
              { value: 'client', label: 'A client (OAuth 2.0)' },
            ]}
            value={by}
            onChange={setBy}
          />
          {by === 'client' ? (
            <ClientFields draft={client} isKept={Boolean(auth)} onChange={setClient} />
          ) : (
            <PasswordInput
              label="Token"
              description={
                before?.hasToken === true
                  ? 'Empty: the one that is kept stays, as long as the address does.'
                  : 'Sealed at once and never shown again.'
              }
              autoComplete="off"
              value={token}
              onChange={({ currentTarget }) => setToken(currentTarget.value)}
            />
          )}
          <TextInput
            label="Users are found by"
            placeholder="id"
            value={userKey}
            onChange={({ currentTarget }) => setUserKey(currentTarget.value)}
          />
        </>
      )}
    </Form>
  );
}

function userKeyOf(directory: Directory | undefined): string {
  const { userKey } = (directory?.config ?? {}) as { readonly userKey?: string };
  return userKey ?? '';
}

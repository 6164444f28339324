import { PasswordInput, TextInput } from '@mantine/core';
import type {
  DirectoryAuthBody,
  DirectoryAuthModel,
} from '../../../../src/admin/directories/directories.dto.js';

/** A client of OAuth 2.0 as it is typed in; what is empty is not sent. */
export type ClientDraft = Pick<DirectoryAuthBody, 'tokenUrl' | 'clientId'> & {
  readonly clientSecret: string;
  readonly scope: string;
  readonly audience: string;
};

const FIELDS = [
  ['tokenUrl', 'Token URL', 'https://idp.example.com/oauth/token'],
  ['clientId', 'Client', 'signet'],
  ['scope', 'Scope', ''],
  ['audience', 'Audience', ''],
] as const;

interface ClientFieldsParts {
  readonly draft: ClientDraft;
  /** Whether a secret is kept already. */
  readonly isKept: boolean;
  readonly onChange: (draft: ClientDraft) => void;
}

/** Who fetches tokens, where, and for what. Its secret goes in and never comes out. */
export function ClientFields({ draft, isKept, onChange }: ClientFieldsParts) {
  return (
    <>
      {FIELDS.map(([name, label, placeholder]) => (
        <TextInput
          key={name}
          label={label}
          placeholder={placeholder}
          value={draft[name]}
          onChange={({ currentTarget }) => onChange({ ...draft, [name]: currentTarget.value })}
        />
      ))}
      <PasswordInput
        label="Secret of the client"
        description={
          isKept
            ? 'Empty: the one that is kept stays, as long as the addresses and the client do.'
            : 'Sealed at once and never shown again.'
        }
        autoComplete="off"
        value={draft.clientSecret}
        onChange={({ currentTarget }) => onChange({ ...draft, clientSecret: currentTarget.value })}
      />
    </>
  );
}

export function draftOf(auth: DirectoryAuthModel | null | undefined): ClientDraft {
  const { tokenUrl = '', clientId = '', scope = '', audience = '' } = auth ?? {};
  return { tokenUrl, clientId, scope, audience, clientSecret: '' };
}

/** The client as it is sent: what the form does not know of stays as it was. */
export function clientOf(
  draft: ClientDraft,
  before: DirectoryAuthModel | null | undefined,
): DirectoryAuthBody {
  const { tokenUrl, clientId, clientSecret, scope, audience } = draft;
  const { scope: _scope, audience: _audience, ...others } = before ?? {};
  return {
    ...others,
    type: 'oauth2',
    tokenUrl: tokenUrl.trim(),
    clientId: clientId.trim(),
    ...(scope.trim() !== '' && { scope: scope.trim() }),
    ...(audience.trim() !== '' && { audience: audience.trim() }),
    ...(clientSecret !== '' && { clientSecret }),
  };
}

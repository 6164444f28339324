import { Alert, Button, Card, Center, Code, Image, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError, getAs } from '../api/client';
import { api } from '../api/paths';
import { describe } from '../api/query-client';
import signet from '../signet.svg';
import { keepToken } from './token';

/** Asks for an API token, and lets nobody further with one that the API does not know. */
export function SignIn() {
  const [token, setToken] = useState('');
  const queries = useQueryClient();
  const signIn = useMutation({
    meta: { isShown: true },
    mutationFn: () => getAs(token.trim(), api.whoami),
    onSuccess: () => {
      queries.clear(); // what another one saw is not for this one
      keepToken(token.trim());
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Center mih="100vh" p="md">
      <Card withBorder padding="xl" w={420} component="form" onSubmit={submit}>
        <Stack>
          <Image src={signet} w={48} alt="" />
          <Title order={1} size="h2">
            Signet
          </Title>
          <PasswordInput
            label="API token"
            description="It stays in this tab and is forgotten with it."
            autoComplete="off"
            autoFocus
            required
            value={token}
            onChange={({ currentTarget }) => setToken(currentTarget.value)}
          />
          {signIn.error && (
            <Alert color="red" role="alert">
              {refusalOf(signIn.error)}
            </Alert>
          )}
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
          <Text size="sm" c="dimmed">
            <Code>signet up</Code> keeps the first one in <Code>admin-token</Code> of its data folder;{' '}
            <Code>signet token create</Code> makes others, with less power.
          </Text>
        </Stack>
      </Card>
    </Center>
  );
}

function refusalOf(error: Error): string {
  return error instanceof ApiError && error.status === 401
    ? 'Signet does not know this token: it may be misspelt, expired or revoked.'
    : describe(error);
}

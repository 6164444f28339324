import { Alert, Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { describe } from '../api/query-client';

interface FormParts {
  /** On the button that sends it. */
  readonly submit: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** What is filled in and sent; what is wrong with it stands in it. */
export function Form({ submit, isPending, error, onSubmit, onCancel, children }: FormParts) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Stack component="form" onSubmit={send}>
      {children}
      {error && (
        <Alert color="red" role="alert">
          {describe(error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Not now
        </Button>
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
      </Group>
    </Stack>
  );
}

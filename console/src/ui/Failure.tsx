import { Alert, Button, Stack, Text } from '@mantine/core';
import { ApiError } from '../api/client';
import { describe } from '../api/query-client';

/** What could not be had, why, and what to look for in the log. */
export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <Alert color="red" title="This could not be shown" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{describe(error)}</Text>
        {requestId && (
          <Text size="xs" c="dimmed">
            request <span className="mono">{requestId}</span>
          </Text>
        )}
        {again && (
          <Button size="xs" variant="light" color="red" onClick={again}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

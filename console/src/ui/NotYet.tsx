import { Center, Loader } from '@mantine/core';
import { Failure } from './Failure';

interface NotYetParts {
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** In the place of what is being read, or could not be. */
export function NotYet({ error, refetch }: NotYetParts) {
  return error ? (
    <Failure error={error} again={() => void refetch()} />
  ) : (
    <Center p="xl">
      <Loader aria-label="Loading" />
    </Center>
  );
}

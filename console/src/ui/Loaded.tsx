import { Center, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from './Failure';

interface LoadedParts<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What was read, or that it is being read, or why it could not be. */
export function Loaded<Data>({ query: { data, error, refetch }, children }: LoadedParts<Data>) {
  if (data !== undefined) {
    return children(data);
  }
  return error ? (
    <Failure error={error} again={() => void refetch()} />
  ) : (
    <Center p="xl">
      <Loader aria-label="Loading" />
    </Center>
  );
}

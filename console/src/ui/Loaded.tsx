import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NotYet } from './NotYet';

interface LoadedParts<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What was read, or that it is being read, or why it could not be. */
export function Loaded<Data>({ query: { data, error, refetch }, children }: LoadedParts<Data>) {
  return data === undefined ? <NotYet error={error} refetch={refetch} /> : children(data);
}

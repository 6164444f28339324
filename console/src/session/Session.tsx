import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useSyncExternalStore } from 'react';
import { get } from '../api/client';
import { api } from '../api/paths';
import { Failure } from '../ui/Failure';
import { CallerContext, type CallerView } from './caller';
import { SignIn } from './SignIn';
import { onTokenChange, readToken } from './token';

/** Whatever is inside is for who has signed in. */
export function Session({ children }: { children: ReactNode }) {
  const token = useSyncExternalStore(onTokenChange, readToken);
  const { data, error, refetch } = useQuery({
    queryKey: ['whoami'],
    queryFn: () => get<CallerView>(api.whoami),
    enabled: token !== null,
    staleTime: 60_000,
  });
  if (token === null) {
    return <SignIn />;
  }
  if (data) {
    return <CallerContext value={data}>{children}</CallerContext>;
  }
  return (
    <Center mih="100vh" p="md">
      {error ? <Failure error={error} again={() => void refetch()} /> : <Loader aria-label="Loading" />}
    </Center>
  );
}

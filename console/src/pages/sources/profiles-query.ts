import { queryOptions } from '@tanstack/react-query';
import { get } from '../../api/client';
import { api } from '../../api/paths';
import type { Profile } from './source';

/** Every kind of sender there is: the same as long as the program is. */
export const profilesQuery = queryOptions({
  queryKey: [api.profiles],
  queryFn: async () => (await get<{ items: readonly Profile[] }>(api.profiles)).items,
  staleTime: Infinity,
});

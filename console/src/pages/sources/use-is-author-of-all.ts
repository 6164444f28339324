import { useCaller, useMay } from '../../session/caller';

/** Sources belong to no namespace: a token that is limited to some changes none. */
export function useIsAuthorOfAll(): boolean {
  const { namespaces } = useCaller();
  return useMay('author') && namespaces.length === 0;
}

import { notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { forgetToken } from '../session/token';
import { ApiError } from './client';

const FRESH_MS = 2000;
const MOST_RETRIES = 2;

/** The funnel: whoever is not signed in any more is asked to, and a deed that failed says why. Pages show what could not be read. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: endSession }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, { meta }) => {
      endSession(error);
      if (meta?.['isShown'] !== true) {
        notifications.show({ color: 'red', title: 'That did not work', message: describe(error) });
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < MOST_RETRIES && isPassing(error),
    },
  },
});

/** For a person: all that is wrong with what was sent, where the API says it. */
export function describe(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return error instanceof Error ? error.message : String(error);
  }
  const faults = error.errors.map(({ path, message }) => `${path} ${message}`);
  return faults.length === 0 ? error.message : `${error.message}: ${faults.join('; ')}`;
}

function endSession(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) {
    forgetToken();
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 503);
}

/** `signet dead-letters replay`: one letter, or all that match a filter. */
import { EXIT } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { doForMany, filterOfMany, letterPath, letters } from './many-letters.js';
import type { ManyOptions } from './many-letters.js';
import type { Session } from './session.js';

interface ReplayOptions extends ManyOptions {
  readonly from: string;
  readonly revision: string;
  readonly callback?: boolean;
}

export async function replay(
  session: Session,
  execution: string | undefined,
  options: ReplayOptions,
): Promise<ExitCode> {
  const { from, revision, callback } = options;
  const body = { from, revision, callback };
  const filter = filterOfMany(execution, options);
  if (filter !== null) {
    return doForMany<{ readonly replayed: number }>(session, filter, options, {
      path: '/dead-letters/replay',
      body,
      would: 'run again',
      done: ({ matches, replayed }) => `${replayed} of ${letters(matches)} run again`,
    });
  }
  const api = await session.api();
  const path = `${letterPath(execution!)}/replay`;
  const answer = await api.post<{ execution: string; replayOf: string }>(path, body);
  session.show(answer, () => `${execution} runs again as execution ${answer.execution}`);
  return EXIT.ok;
}

/** `signet dead-letters discard`: one letter, or all that match a filter. */
import type { DeadLetterAnswer } from './api-answers.js';
import { EXIT, usageFailure } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { doForMany, filterOfMany, letterPath, letters } from './many-letters.js';
import type { ManyOptions } from './many-letters.js';
import type { Session } from './session.js';

interface DiscardOptions extends ManyOptions {
  readonly note?: string;
}

export async function discard(
  session: Session,
  execution: string | undefined,
  options: DiscardOptions,
): Promise<ExitCode> {
  const { note, dryRun } = options;
  const filter = filterOfMany(execution, options);
  if (note === undefined && dryRun !== true) {
    throw usageFailure('say why, for the audit log: --note TEXT');
  }
  if (filter !== null) {
    return doForMany<{ readonly discarded: number }>(session, filter, options, {
      path: '/dead-letters/discard',
      body: { note },
      would: 'be discarded',
      done: ({ matches, discarded }) => `${discarded} of ${letters(matches)} discarded`,
    });
  }
  const api = await session.api();
  const letter = await api.post<DeadLetterAnswer>(`${letterPath(execution!)}/discard`, { note });
  session.show(letter, () => `${execution} discarded`);
  return EXIT.ok;
}

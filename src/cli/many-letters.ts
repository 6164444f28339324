/** What `signet dead-letters replay` and `discard` have in common: one letter, or all that match a filter. */
import type { EnvironmentOption } from './environment-option.js';
import { EXIT, usageFailure } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import type { PeriodOptions } from './list-options.js';
import type { Session } from './session.js';

export interface LetterFilter extends EnvironmentOption {
  readonly workflow?: string;
  readonly reason?: string;
  readonly fingerprint?: string;
  readonly subject?: string;
}

export interface ManyOptions extends LetterFilter, PeriodOptions {
  readonly limit?: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** What is done about many. */
export interface ManyDeed<Answer> {
  readonly path: string;
  /** Beside filter, limit and dry run. */
  readonly body: object;
  /** After `2 dead letters would`. */
  readonly would: string;
  readonly done: (answer: Answer & { readonly matches: number }) => string;
}

/** Null when one execution is named. Throws a usage failure when neither is said, or both. */
export function filterOfMany(execution: string | undefined, options: ManyOptions): object | null {
  const { workflow, reason, fingerprint, subject, environment, since, until, limit, dryRun } = options;
  const filter = { workflow, reason, fingerprint, subject, environment, from: since, to: until };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if (execution !== undefined && (isFiltered || dryRun === true || limit !== undefined)) {
    throw usageFailure('give one execution, or filters for many (--dry-run and --limit go with filters)');
  }
  if (execution === undefined && !isFiltered) {
    throw usageFailure(
      'name the execution, or say which letters: --workflow, --reason, --fingerprint, --subject, --environment, --since, --until',
    );
  }
  return execution === undefined ? filter : null;
}

/** Says how many match before anything is done; only `--yes` or a dry run goes without being asked. */
export async function doForMany<Answer>(
  session: Session,
  filter: object,
  { limit, dryRun, yes }: ManyOptions,
  deed: ManyDeed<Answer>,
): Promise<ExitCode> {
  const api = await session.api();
  const count = () =>
    api.post<{ readonly matches: number }>(deed.path, { ...deed.body, filter, limit, dryRun: true });
  if (dryRun === true) {
    const answer = await count();
    session.show(answer, () => `${letters(answer.matches)} would ${deed.would}`);
    return EXIT.ok;
  }
  if (yes !== true) {
    const { matches } = await count();
    throw usageFailure(
      `${letters(matches)} would ${deed.would}: add --yes to do it, or --dry-run to only count`,
    );
  }
  const answer = await api.post<Answer & { readonly matches: number }>(deed.path, {
    ...deed.body,
    filter,
    limit,
  });
  session.show(answer, () => deed.done(answer));
  return EXIT.ok;
}

/** Where the API has the letter of an execution. */
export function letterPath(execution: string): string {
  return `/dead-letters/${encodeURIComponent(execution)}`;
}

export function letters(count: number): string {
  return count === 1 ? '1 dead letter' : `${count} dead letters`;
}

/** Dead letters as the API tells them, and what can be done about them. */
import type { BurialReason } from '../../../../src/recovery/dead-letter.js';
import type { DeadLetterModel, ReplayModel } from '../../../../src/admin/dead-letters/dead-letters.dto.js';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import type { ReplayWay } from './ReplayAsk';

export type DeadLetter = Wire<DeadLetterModel>;
/** Of open letters, as a bulk deed takes it: without members that say nothing. */
export type LetterFilterBody = Readonly<Record<string, string>>;
export type Replayed = Wire<ReplayModel>;

/** What each reason says, in the order of docs/guide/recovery.md. */
export const REASONS = {
  permanent: 'trying again would not have helped',
  exhausted: 'tries or time ran out',
  unexpected: 'the fault has no name',
  poison: 'workers kept going down with it',
  concurrency: 'one too many at the same time',
  quota: 'the executions of the day or month were used up',
  invalid_document: 'its revision cannot be run any more',
} as const satisfies Readonly<Record<BurialReason, string>>;

export function reasonOf(reason: string): string {
  return (REASONS as Readonly<Record<string, string>>)[reason] ?? '';
}

export function replay(execution: string, way: ReplayWay): Promise<Replayed> {
  return post<Replayed>(api.replay(execution), way);
}

export function discard(execution: string, note: string): Promise<DeadLetter> {
  return post<DeadLetter>(api.discard(execution), { note });
}

import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { newId } from '../config/clock.js';
import { Conflict, NotFound } from '../errors/errors.js';
import { countsOf } from '../ledger/quota.js';
import { QuotaRepository } from '../ledger/quota.repository.js';
import type { Reach } from '../ledger/reach.view.js';
import { outerClaimScope, quotasOfWorkflow } from '../workflow/deployed-limits.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { BELL, type Bell } from './bell.js';
import { type DeadLetterFilter, type DeadLetterRow, DeadLetterView } from './dead-letter.view.js';
import { type LetterDeed, type Replayed, type ReplayOptions, ReplayRepository } from './replay.repository.js';
import { entryOf, type Resolver } from './resolver.js';

/** Letters of one transaction. */
const CHUNK = 200;
/** Letters one call replays or discards when it does not say how many. */
const MOST = 10_000;
const BEGINNING = '00000000-0000-0000-0000-000000000000';

export interface ReplayResult {
  readonly execution: string;
  readonly replayOf: string;
  /** False when an earlier replay already gave that execution. */
  readonly isNew: boolean;
}

export interface BulkDeed {
  /** Letters that were open and matched at the beginning, counted up to the limit. */
  readonly matches: number;
  /** Of a replay the new ones, of a discard those that were let go; in the order of the letters. */
  readonly executions: readonly string[];
}

/** What a replay writes and asks besides the letters, as one thing to inject. */
@Injectable()
export class ReplayParts {
  constructor(
    readonly replays: ReplayRepository,
    readonly quotas: QuotaRepository,
    readonly limits: LimitBook,
    readonly audit: AuditLogRepository,
  ) {}
}

/** What becomes of executions that were given up on: run again, or let go. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly letters: DeadLetterView,
    private readonly parts: ReplayParts,
    @Inject(BELL) private readonly bell: Bell,
  ) {}

  /** Throws NotFound, also for a letter out of reach. */
  async require(reach: Reach, execution: string): Promise<DeadLetterRow> {
    const letter = await this.letters.find(reach, execution);
    if (!letter) {
      throw new NotFound('there is no such dead letter', { execution });
    }
    return letter;
  }

  /**
   * Opens a new execution for the same event and closes the letter, or returns the execution an earlier replay opened.
   * Throws NotFound, or Conflict for a letter that was discarded or lacks what it takes to run again.
   */
  async replay(by: Resolver, execution: string, options: ReplayOptions): Promise<ReplayResult> {
    const before = await this.require(by, execution);
    const [made] = before.status === 'open' ? await this.replayChunk(by, [execution], options) : [];
    if (made) {
      return { execution: made.execution, replayOf: execution, isNew: true };
    }
    const letter = await this.require(by, execution);
    if (letter.replayExecution !== null) {
      return { execution: letter.replayExecution, replayOf: execution, isNew: false };
    }
    throw new Conflict(
      letter.status === 'discarded'
        ? 'the dead letter was discarded'
        : 'it cannot run again: its event is past retention or erased, or its environment is gone',
      { execution, letter: letter.status },
    );
  }

  /** How many letters `replayAll` or `discardAll` would take. */
  preview(deed: LetterDeed, by: Reach, filter: DeadLetterFilter, limit = MOST): Promise<number> {
    return this.parts.replays.count(deed, by, { ...filter, status: 'open' }, limit);
  }

  /** Replays what matches now, oldest first, a chunk per transaction; what dies again meanwhile is left alone. */
  replayAll(by: Resolver, filter: DeadLetterFilter, options: ReplayOptions, limit = MOST): Promise<BulkDeed> {
    const replayed = async (chunk: readonly string[]) => {
      const made = await this.replayChunk(by, chunk, options);
      return made.map(({ execution }) => execution);
    };
    return this.forAll('replay', by, filter, limit, replayed);
  }

  /** Lets an execution go for good. Discarding again changes nothing; throws NotFound, or Conflict once replayed. */
  async discard(by: Resolver, execution: string, note: string): Promise<DeadLetterRow> {
    await this.require(by, execution);
    await this.discardChunk(by, [execution], note);
    const letter = await this.require(by, execution);
    if (letter.status !== 'discarded') {
      throw new Conflict('the dead letter was replayed', { execution, letter: letter.status });
    }
    return letter;
  }

  /** Lets go what matches now, as `replayAll` replays it; also what could not run again. */
  discardAll(by: Resolver, filter: DeadLetterFilter, note: string, limit = MOST): Promise<BulkDeed> {
    return this.forAll('discard', by, filter, limit, (chunk) => this.discardChunk(by, chunk, note));
  }

  /** `decide` gives executions for those of a chunk that nobody else decided about meanwhile. */
  private async forAll(
    deed: LetterDeed,
    by: Resolver,
    filter: DeadLetterFilter,
    limit: number,
    decide: (chunk: readonly string[]) => Promise<readonly string[]>,
  ): Promise<BulkDeed> {
    const until = newId();
    const matches = await this.preview(deed, by, filter, limit);
    const executions: string[] = [];
    let after = BEGINNING;
    for (let left = limit; left > 0;) {
      const page = { after, until, limit: Math.min(CHUNK, left) };
      const chunk = await this.parts.replays.next(deed, by, { ...filter, status: 'open' }, page);
      if (chunk.length === 0) {
        break;
      }
      executions.push(...(await decide(chunk)));
      after = chunk.at(-1)!;
      left -= chunk.length;
    }
    return { matches, executions };
  }

  /** Those that were open, each with its audit entry. */
  private discardChunk(by: Resolver, executions: readonly string[], note: string): Promise<string[]> {
    return this.dataSource.transaction(async (tx) => {
      const gone = await this.parts.replays.discard(tx, executions, by.actor, note);
      const entries = gone.map(({ execution, subject }) =>
        entryOf(by, 'dead_letter.discard', subject, execution, { message: note }),
      );
      await this.parts.audit.append(tx, entries);
      return gone.map(({ execution }) => execution);
    });
  }

  private async replayChunk(
    by: Resolver,
    executions: readonly string[],
    options: ReplayOptions,
  ): Promise<Replayed[]> {
    const letters = executions.map((execution) => ({ execution, newId: newId() }));
    const outer = await this.parts.limits.of(by.tenant);
    const outerScope = outerClaimScope(by.tenant, outer);
    const made = await this.dataSource.transaction(async (tx) => {
      const replayed = await this.parts.replays.replay(tx, letters, by.actor, { ...options, outerScope });
      const entries = replayed.map((one) =>
        entryOf(by, 'dead_letter.replay', one.subject, one.replayOf, {
          message: `replayed as ${one.execution}`,
          details: { replay: one.execution, from: options.from, revision: options.revision },
        }),
      );
      await this.parts.audit.append(tx, entries);
      // Counted, and never refused: who replays has decided that it runs.
      const quotas = replayed.map((one) =>
        quotasOfWorkflow({ tenant: by.tenant, ...one }, one.limits ?? {}, outer),
      );
      await this.parts.quotas.add(tx, countsOf(quotas));
      return replayed;
    });
    if (made.length > 0) {
      const scopes = made.flatMap(({ claimScope }) => (claimScope === null ? [] : [claimScope]));
      this.bell.ring(
        made.map(({ execution }) => execution),
        { scopes: [...new Set(scopes)] },
      );
    }
    return made;
  }
}

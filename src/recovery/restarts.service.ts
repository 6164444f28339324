import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../config/clock.js';
import { Conflict } from '../errors/errors.js';
import { countsOf } from '../ledger/quota.js';
import { outerClaimScope, quotasOfWorkflow } from '../workflow/deployed-limits.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import { BELL, type Bell } from './bell.js';
import { type ReplayResult, ReplayParts } from './dead-letters.service.js';
import { entryOf, type Resolver } from './resolver.js';
import { RestartRepository, type TakenOver } from './restart.repository.js';
import { tasksBefore } from './tasks-before.js';

/** Runs executions again that have ended, however they did. */
@Injectable()
export class Restarts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly restarts: RestartRepository,
    private readonly revisions: RevisionCache,
    private readonly parts: ReplayParts,
    @Inject(BELL) private readonly bell: Bell,
  ) {}

  /**
   * Opens a new execution for the same event and revision, which goes on from the task `from`, or gives the one that was
   * opened before and has not ended. The execution is within the caller's reach. Throws NotFound for a task that is not
   * there; Conflict for an execution that has not ended or lacks what it takes, and for a task nobody can begin with.
   */
  async restart(by: Resolver, execution: string, from: string | undefined): Promise<ReplayResult> {
    const taken = await this.takenOver(execution, from);
    const outer = await this.parts.limits.of(by.tenant);
    const outerScope = outerClaimScope(by.tenant, outer);
    const { made, known } = await this.dataSource.transaction(async (tx) => {
      const underWay = await this.restarts.underWay(tx, execution);
      if (underWay !== null) {
        return { known: underWay };
      }
      const one = await this.restarts.restart(tx, { execution, newId: newId() }, by.actor, {
        taken,
        outerScope,
      });
      if (!one) {
        throw new Conflict(
          'it cannot run again: its event is past retention or erased, or its environment is gone',
          {
            execution,
          },
        );
      }
      const message = `restarted as ${one.execution}`;
      const details = { restart: one.execution, from: from ?? null };
      await this.parts.audit.append(tx, [
        entryOf(by, 'execution.restart', one.subject, execution, { message, details }),
      ]);
      // Counted, and never refused: who restarts has decided that it runs.
      const quotas = quotasOfWorkflow({ tenant: by.tenant, ...one }, one.limits ?? {}, outer);
      await this.parts.quotas.add(tx, countsOf([quotas]));
      return { made: one };
    });
    if (made) {
      this.bell.ring([made.execution], { scopes: made.claimScope === null ? [] : [made.claimScope] });
    }
    return { execution: made?.execution ?? known!, replayOf: execution, isNew: made !== undefined };
  }

  private async takenOver(execution: string, from: string | undefined): Promise<TakenOver> {
    const ended = await this.restarts.find(execution);
    if (!ended) {
      throw new Conflict('the execution has not ended: cancel it first', { execution });
    }
    const before = from === undefined ? [] : tasksBefore(await this.revisions.require(ended), from);
    const tolerated = before.filter(({ definition }) => definition.continueOnError === true);
    return { tasks: before.map(({ id }) => id), tolerated: tolerated.map(({ id }) => id) };
  }
}

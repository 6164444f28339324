import { Injectable } from '@nestjs/common';
import { NotFound } from '../../errors/errors.js';
import type { ExecutionStatusNow } from '../../intake/answers/outcome.js';
import { Watcher } from '../../intake/answers/watcher.service.js';
import { isWithinReach, type Reach } from '../../ledger/reach.view.js';

/** Executions as far as somebody reaches. */
@Injectable()
export class VisibleExecutions {
  constructor(private readonly watcher: Watcher) {}

  /** How it stands now. Throws NotFound, also for an execution out of reach. */
  async require(reach: Reach, id: string): Promise<ExecutionStatusNow> {
    const now = await this.watcher.status(id);
    if (!now || now.tenant !== reach.tenant || !isWithinReach(reach, now.namespace)) {
      throw new NotFound('there is no such execution', { execution: id });
    }
    return now;
  }
}

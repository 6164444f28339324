import { HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Conflict } from '../../errors/errors.js';
import { CallbackRepository } from '../../ledger/callback.repository.js';
import { Asking, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { Id, Resource } from '../resource.controller.js';
import { CallbackModel } from './callbacks.dto.js';
import { VisibleExecutions } from './visible-executions.service.js';

@Resource('executions')
export class CallbacksController {
  constructor(
    private readonly executions: VisibleExecutions,
    private readonly callbacks: CallbackRepository,
    private readonly journal: Journal,
    private readonly dataSource: DataSource,
  ) {}

  @Post(':id/callback/retry')
  @HttpCode(202)
  @Roles('operator')
  @ApiOperation({ summary: 'Call back now, whatever came of earlier tries' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiAcceptedResponse({ type: CallbackModel })
  async retry(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<CallbackModel> {
    await this.executions.require(caller, id);
    return this.dataSource.transaction(async (tx) => {
      const callback = await this.callbacks.retry(tx, id);
      if (!callback) {
        throw new Conflict('the execution has not ended, or nobody asked to be called back', {
          execution: id,
        });
      }
      const deed = { verb: 'callback.retry', subject: `execution:${id}`, message: `callback.retry ${id}` };
      await this.journal.write(tx, caller, { ...deed, details: { host: callback.host } });
      return callback;
    });
  }
}

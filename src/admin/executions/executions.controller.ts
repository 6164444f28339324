import { Get, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, getSchemaPath } from '@nestjs/swagger';
import { NotFound } from '../../errors/errors.js';
import { CallbackRepository } from '../../ledger/callback.repository.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { DeadLetterView } from '../../recovery/dead-letter.view.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { DeadLetterModel } from '../dead-letters/dead-letters.dto.js';
import { Environments } from '../environments/environments.service.js';
import { idOf, type Page, toPage } from '../page.dto.js';
import { ApiPage, Id, Resource } from '../resource.controller.js';
import { CallbackModel } from './callbacks.dto.js';
import {
  EventModel,
  executionFilter,
  ExecutionModel,
  ExecutionsQuery,
  TaskRunModel,
} from './executions.dto.js';

@Resource('executions')
@ApiExtraModels(CallbackModel, ExecutionModel, EventModel, TaskRunModel, DeadLetterModel)
export class ExecutionsController {
  constructor(
    private readonly executions: ExecutionView,
    private readonly letters: DeadLetterView,
    private readonly callbacks: CallbackRepository,
    private readonly environments: Environments,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'List executions, newest first' })
  @ApiPage(ExecutionModel)
  async list(@Asking() caller: Caller, @Query() query: ExecutionsQuery): Promise<Page<object>> {
    const page = { before: idOf(query), limit: query.limit + 1 };
    const rows = await this.executions.list(caller, executionFilter(query), page);
    if (rows.length === 0) {
      await this.environments.requireNamed(caller.tenant, query.environment);
    }
    return toPage(rows, query.limit, ({ id }) => id);
  }

  @Get(':id')
  @Roles(...READERS)
  @ApiOperation({ summary: 'One execution with its event, its tasks, its dead letter and its callback' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({
    schema: {
      allOf: [
        { $ref: getSchemaPath(ExecutionModel) },
        {
          type: 'object',
          properties: {
            event: { $ref: getSchemaPath(EventModel) },
            taskRuns: { type: 'array', items: { $ref: getSchemaPath(TaskRunModel) } },
            deadLetter: { $ref: getSchemaPath(DeadLetterModel) },
            callback: { $ref: getSchemaPath(CallbackModel) },
            auditEntries: { type: 'integer' },
          },
        },
      ],
    },
  })
  async get(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<object> {
    const execution = await this.executions.find(caller, id);
    if (!execution) {
      throw new NotFound('there is no such execution', { execution: id });
    }
    const [deadLetter, callback] = await Promise.all([
      execution.status === 'dead' ? this.letters.find(caller, id) : null,
      this.callbacks.find(id),
    ]);
    return {
      ...execution,
      ...(deadLetter === null ? {} : { deadLetter }),
      ...(callback ? { callback } : {}),
    };
  }
}

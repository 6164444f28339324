import { Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { VisibleExecutions } from '../executions/visible-executions.service.js';
import { Id, Resource } from '../resource.controller.js';
import { ExecutionRecordModel } from './execution-record.dto.js';
import { ExecutionRecords } from './execution-records.service.js';

@Resource('executions')
export class ExecutionRecordController {
  constructor(
    private readonly executions: VisibleExecutions,
    private readonly records: ExecutionRecords,
  ) {}

  @Get(':id/record')
  @Roles('auditor')
  @ApiOperation({ summary: 'Whether an execution is what it was when it ended, as the audit log has it' })
  @ApiOkResponse({ type: ExecutionRecordModel })
  async record(@Asking() caller: Caller, @Param('id', Id) id: string): Promise<ExecutionRecordModel> {
    await this.executions.require(caller, id);
    const { state, text, entry } = await this.records.find(caller.tenant, id);
    return { state, text, entry: entry && { id: entry.row.id, number: entry.number } };
  }
}

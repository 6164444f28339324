import { Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { CallbackSecrets } from '../../intake/answers/callback/callback-secrets.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { WorkflowsService } from './workflows.service.js';

export class CallbackSecretModel {
  @ApiProperty({ example: 'whsec_…', description: 'For a library of Standard Webhooks' })
  secret!: string;
}

@Resource('workflows')
export class CallbackSecretController {
  constructor(
    private readonly secrets: CallbackSecrets,
    private readonly workflows: WorkflowsService,
    private readonly dataSource: DataSource,
  ) {}

  @Get(':namespace/:id/callback-secret')
  @Roles('author')
  @ApiOperation({
    summary: 'What callbacks of a workflow are signed with, unless its trigger names a secret',
  })
  @ApiOkResponse({ type: CallbackSecretModel })
  get(
    @Asking() caller: Caller,
    @Param('namespace') namespace: string,
    @Param('id') id: string,
  ): Promise<CallbackSecretModel> {
    return this.dataSource.transaction(async (tx) => {
      const row = await this.workflows.require(caller, { namespace, id }, tx);
      await this.workflows.note(tx, caller, 'workflow.callback_secret', row);
      return { secret: this.secrets.derived({ tenant: row.tenant, workflowId: row.id }) };
    });
  }
}

import { Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LimitBook } from '../../workflow/limit-book.service.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { Resource } from '../resource.controller.js';
import type { WorkflowName } from '../workflows/workflows.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { LimitUseView } from './limit-use.view.js';
import { LimitUseModel } from './limits.dto.js';

@Resource('workflows')
export class WorkflowLimitsController {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly revisions: RevisionCache,
    private readonly book: LimitBook,
    private readonly uses: LimitUseView,
  ) {}

  @Get(':namespace/:id/limits')
  @Roles(...READERS)
  @ApiOperation({ summary: 'What it may use in an environment, and how much of it is used' })
  @ApiOkResponse({ type: LimitUseModel })
  async get(
    @Asking() caller: Caller,
    @Param() name: WorkflowName,
    @Query() { environment }: EnvironmentQuery,
  ): Promise<LimitUseModel> {
    const { tenant } = caller;
    const { id, revision } = await this.workflows.require(caller, { ...name, environment });
    if (revision === null) {
      return this.uses.show({ tenant, workflow: { id, environment } }, {});
    }
    const { document } = await this.revisions.require({ workflowId: id, revision });
    const timeoutMs = await this.book.timeoutMs(tenant, document);
    return this.uses.show(
      { tenant, workflow: { id, environment } },
      {
        ...document.limits,
        ...(document.concurrency && { concurrency: document.concurrency }),
        ...(timeoutMs !== undefined && { timeoutMs }),
      },
    );
  }
}

import { Body, HttpCode, Inject, Post, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CLOCK, type Clock } from '../../config/clock.js';
import { InvalidRequest } from '../../errors/errors.js';
import { RevisionsRepository } from '../../workflow/revisions.repository.js';
import { Asking, Roles } from '../access/access.guard.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { BacktestLines } from './backtest-lines.service.js';
import { Environments } from '../environments/environments.service.js';
import { Resource } from '../resource.controller.js';
import { BacktestBody } from './planning.dto.js';
import { Plans } from './plans.service.js';

@Resource('workflows')
export class BacktestsController {
  constructor(
    private readonly plans: Plans,
    private readonly lines: BacktestLines,
    private readonly environments: Environments,
    private readonly revisions: RevisionsRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('backtest')
  @HttpCode(200)
  @Roles('author', 'operator')
  @ApiOperation({ summary: 'Say what a draft would have done about the events of a period, doing none' })
  @ApiOkResponse({
    description: 'Lines of kind `progress` and `difference`, the last `report`, or `error`',
    content: { 'application/x-ndjson': { schema: { type: 'string' } } },
  })
  async run(@Asking() caller: Caller, @Body() asked: BacktestBody): Promise<StreamableFile> {
    const { environment } = asked;
    const { tenant } = caller;
    const { workflow } = this.plans.draft(null, asked);
    const { namespace, id: name } = workflow.document;
    requireNamespace(caller, namespace);
    await this.environments.require(tenant, environment);
    const row = await this.revisions.find({ tenant, namespace, name, environment });
    const [since, until] = [new Date(asked.since), asked.until ? new Date(asked.until) : this.clock.now()];
    if (since >= until) {
      throw new InvalidRequest('since must be before until');
    }
    const request = { reach: caller, environment, workflow, workflowId: row?.id ?? null, since, until };
    return this.lines.of(request);
  }
}

import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { NotFound } from '../../errors/errors.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { evaluate, pastScope } from '../../planning/evaluate.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { EvaluateBody, EvaluatedModel } from './expressions.dto.js';

@Resource('expressions')
export class ExpressionsController {
  constructor(
    private readonly executions: ExecutionView,
    private readonly variables: VariableStore,
  ) {}

  @Post('evaluate')
  @HttpCode(200)
  @Roles('author', 'operator')
  @ApiOperation({ summary: 'Try an expression on what an execution left behind' })
  @ApiOkResponse({ type: EvaluatedModel })
  async evaluate(@Asking() caller: Caller, @Body() asked: EvaluateBody): Promise<EvaluatedModel> {
    const past = await this.executions.find(caller, asked.execution);
    if (!past) {
      throw new NotFound('there is no such execution', { execution: asked.execution });
    }
    const variables = await this.variables.values(caller.tenant, past.namespace, past.environment);
    return { value: evaluate(asked.expression, pastScope(past, variables)) };
  }
}

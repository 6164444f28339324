import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LimitBook } from '../../workflow/limit-book.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { type Caller, isOfInstance } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { LimitUseView } from './limit-use.view.js';
import { TenantLimitUseModel } from './limits.dto.js';

@Resource('limits')
export class LimitsController {
  constructor(
    private readonly book: LimitBook,
    private readonly uses: LimitUseView,
  ) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'What the tenant may use, and how much of it is used' })
  @ApiOkResponse({ type: TenantLimitUseModel })
  async get(@Asking() caller: Caller): Promise<TenantLimitUseModel> {
    const { tenant, instance } = await this.book.of(caller.tenant);
    const use: TenantLimitUseModel = await this.uses.show({ tenant: caller.tenant }, tenant);
    if (isOfInstance(caller)) {
      use.instance = await this.uses.show({}, instance);
    }
    return use;
  }
}

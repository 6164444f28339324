import { Get, Inject, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../../config/clock.js';
import { CONFIG, type Config } from '../../config/config.js';
import { DEFAULT_TENANT } from '../../config/places.js';
import { examine, verdictOf } from '../../doctor/examine.js';
import { gather } from '../../doctor/gather.js';
import { Forbidden } from '../../errors/errors.js';
import { compileAllowList } from '../../intake/verification/address.js';
import { Asking, Roles } from '../access/access.guard.js';
import { type Caller, requireWholeTenant } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { DoctorModel } from './doctor.dto.js';

/** For whoever looks after the whole installation. */
@Resource('doctor')
export class DoctorController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Roles('operator')
  @ApiOperation({ summary: 'Look at the whole installation, and say what to do' })
  @ApiOkResponse({ type: DoctorModel })
  async look(@Asking() caller: Caller, @Req() request: Request): Promise<DoctorModel> {
    requireWholeTenant(caller);
    if (caller.tenant !== DEFAULT_TENANT) {
      throw new Forbidden(`the installation is for operators and admins of ${DEFAULT_TENANT}`);
    }
    const { config, clock, dataSource } = this;
    const findings = examine(
      await gather({ config, clock, dataSource, forwardedBy: this.forwardedBy(request) }),
    );
    return { status: verdictOf(findings), findings };
  }

  private forwardedBy({ headers, socket }: Request): string | null {
    const peer = socket.remoteAddress ?? '';
    const isTrusted = compileAllowList(this.config.http.trustedProxies)(peer);
    return headers['x-forwarded-for'] === undefined || isTrusted ? null : peer;
  }
}

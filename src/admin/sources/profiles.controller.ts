import { Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Presets } from '../../intake/verification/presets.js';
import { READERS, Roles } from '../access/access.guard.js';
import type { Page } from '../page.dto.js';
import { PRESETS } from '../ports.js';
import { Resource } from '../resource.controller.js';

@Resource('profiles')
export class ProfilesController {
  constructor(@Inject(PRESETS) private readonly presets: Presets) {}

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'Every way Signet knows for a sender to prove itself' })
  @ApiOkResponse({
    schema: {
      example: { items: [{ name: 'standard-webhooks', title: 'Standard Webhooks v1 (HMAC)' }], next: null },
    },
  })
  list(): Page<object> {
    const items = [...this.presets].map(([name, { title, methods, integrity, event, ack }]) => ({
      name,
      title,
      methods,
      integrity,
      event,
      ack,
    }));
    return { items, next: null };
  }
}

import { Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Presets } from '../../intake/verification/presets.js';
import { needsOf } from '../../intake/verification/profile-needs.js';
import { READERS, Roles } from '../access/access.guard.js';
import type { Page } from '../page.dto.js';
import { PRESETS } from '../ports.js';
import { Resource } from '../resource.controller.js';

@Resource('profiles')
export class ProfilesController {
  private readonly items: readonly object[];

  constructor(@Inject(PRESETS) presets: Presets) {
    this.items = [...presets].map(([name, profile]) => {
      const { title, methods, integrity, event, ack } = profile;
      return { name, title, methods, integrity, event, ack, needs: needsOf(profile) };
    });
  }

  @Get()
  @Roles(...READERS)
  @ApiOperation({ summary: 'Every way Signet knows for a sender to prove itself, and what each needs' })
  @ApiOkResponse({
    schema: {
      example: {
        items: [
          {
            name: 'standard-webhooks',
            title: 'Standard Webhooks v1 (HMAC)',
            needs: { secret: { required: true, looks: 'whsec_…' }, settings: [] },
          },
        ],
        next: null,
      },
    },
  })
  list(): Page<object> {
    return { items: this.items, next: null };
  }
}

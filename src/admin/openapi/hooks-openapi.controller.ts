import { readFileSync } from 'node:fs';
import { Controller, Get, Header, Inject, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CONFIG, type Config } from '../../config/config.js';
import type { Presets } from '../../intake/verification/presets.js';
import { AccessGuard, Asking, READERS, Roles } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { publicUrl } from '../hook-url.js';
import { PRESETS } from '../ports.js';
import { DocumentedHooksView } from './documented-hooks.view.js';
import { hooksOpenApi } from './hooks-openapi.js';

const asset = (name: string): string => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');

/** The hooks of a tenant for those who call them. */
@Controller()
@ApiTags('hooks')
export class HooksOpenApiController {
  private readonly page = asset('hooks.html');
  private readonly script = asset('hooks-page.js');

  constructor(
    private readonly hooks: DocumentedHooksView,
    private readonly environments: Environments,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PRESETS) private readonly presets: Presets,
  ) {}

  @Get('openapi/hooks.json')
  @UseGuards(AccessGuard)
  @Roles(...READERS)
  @ApiBearerAuth()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'OpenAPI 3.1 of the enabled webhook triggers in reach' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async document(@Asking() caller: Caller, @Query() { environment }: EnvironmentQuery): Promise<object> {
    const { tenant } = caller;
    await this.environments.require(tenant, environment);
    const hooks = await this.hooks.list(caller, environment);
    return hooksOpenApi(hooks, { tenant, environment, base: publicUrl(this.config.http) }, this.presets);
  }

  /** Holds no data: it asks for a token and fetches the document with it. */
  @Get('docs/hooks')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  show(): string {
    return this.page;
  }

  @Get('docs/hooks-page.js')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/javascript; charset=utf-8')
  showScript(): string {
    return this.script;
  }
}

import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { Resource } from '../resource.controller.js';
import { Asking, READERS, Roles } from './access.guard.js';
import { type Caller, ROLES } from './caller.js';

class WhoamiModel {
  @ApiProperty({ example: 'ops' })
  name!: string;

  @ApiProperty({ example: 'main' })
  tenant!: string;

  @ApiProperty({ enum: ROLES })
  role!: string;

  @ApiProperty({ type: [String], description: 'None: all' })
  namespaces!: readonly string[];
}

@Resource('whoami')
export class WhoamiController {
  @Get()
  @Roles(...READERS, 'ingest')
  @ApiOperation({ summary: 'Whose token this is' })
  @ApiOkResponse({ type: WhoamiModel })
  whoami(@Asking() caller: Caller): WhoamiModel {
    const { name, tenant, role, namespaces } = caller;
    return { name, tenant, role, namespaces };
  }
}

import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { Resource } from '../resource.controller.js';
import { Asking, READERS, Roles } from './access.guard.js';
import { type Caller, ROLES } from './caller.js';

class WhoamiModel {
  @ApiProperty({ example: 'ops' })
  name!: string;

  @ApiProperty({ enum: ROLES })
  role!: string;

  @ApiProperty({ type: [String], description: 'None: all' })
  namespaces!: readonly string[];
}

@Resource('')
export class WhoamiController {
  @Get('whoami')
  @Roles(...READERS, 'ingest')
  @ApiOperation({ summary: 'Whose token this is' })
  @ApiOkResponse({ type: WhoamiModel })
  whoami(@Asking() caller: Caller): WhoamiModel {
    const { name, role, namespaces } = caller;
    return { name, role, namespaces };
  }
}

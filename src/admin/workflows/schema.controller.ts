import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TaskCatalog } from '../../workflow/document.js';
import { workflowSchema } from '../../workflow/schema.js';
import { CATALOG } from '../ports.js';

/** Open to all: an editor that completes a document has no token. */
@Controller('schemas')
@ApiTags('workflows')
export class SchemaController {
  private readonly schema: object;

  constructor(@Inject(CATALOG) catalog: TaskCatalog) {
    this.schema = workflowSchema(catalog);
  }

  @Get('workflow.json')
  @Header('content-type', 'application/schema+json; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'JSON Schema of the workflow language' })
  @ApiOkResponse({ schema: { type: 'object' } })
  get(): object {
    return this.schema;
  }
}

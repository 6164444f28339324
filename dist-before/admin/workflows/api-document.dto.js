import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { EXAMPLE_WORKFLOW } from '../examples.js';
/** A body that is a workflow document, as it is written. */
export const ApiDocument = () => applyDecorators(ApiConsumes('application/yaml', 'text/yaml', 'application/json'), ApiBody({ schema: { type: 'string', example: EXAMPLE_WORKFLOW } }));
//# sourceMappingURL=api-document.dto.js.map
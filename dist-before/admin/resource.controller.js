/** What all controllers of the management API have in common. */
import { applyDecorators, Controller, ParseUUIDPipe, SetMetadata, UseGuards, } from '@nestjs/common';
import { ApiBearerAuth, ApiDefaultResponse, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath, } from '@nestjs/swagger';
import { NotFound } from '../errors/errors.js';
import { AccessGuard } from './access/access.guard.js';
import { addResource, API_BASE } from './api-paths.js';
import { Problem } from './problem.dto.js';
/** A controller below `/api/v1`, closed to strangers, with problem documents for errors. */
export function Resource(path) {
    addResource(path);
    return applyDecorators(Controller(`${API_BASE}/${path}`), UseGuards(AccessGuard), ApiTags(path), ApiBearerAuth(), ApiExtraModels(Problem), ApiDefaultResponse({
        description: 'Any error, as a problem document',
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } },
    }));
}
const CHANGES_HOOKS = 'signet:changes hooks';
/** A controller whose changes the doors have to know: they are told before the answer. */
export const ChangesHooks = () => SetMetadata(CHANGES_HOOKS, true);
export function changesHooks(controller) {
    return Reflect.getMetadata(CHANGES_HOOKS, controller) === true;
}
/** Documents a 200 that is a page of `model`. */
export function ApiPage(model) {
    return applyDecorators(ApiExtraModels(model), ApiOkResponse({
        schema: {
            type: 'object',
            required: ['items', 'next'],
            properties: {
                items: { type: 'array', items: { $ref: getSchemaPath(model) } },
                next: { type: 'string', nullable: true, description: 'Cursor of the next page, null on the last' },
            },
        },
    }));
}
/** An id in a path; what is no id names nothing. */
export const Id = new ParseUUIDPipe({ exceptionFactory: () => new NotFound('nothing has that id') });
//# sourceMappingURL=resource.controller.js.map
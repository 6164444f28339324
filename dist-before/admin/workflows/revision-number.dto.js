import { ParseIntPipe } from '@nestjs/common';
import { NotFound } from '../../errors/errors.js';
/** The number of a revision in a path; what is no number names none. */
export const RevisionNumber = new ParseIntPipe({
    exceptionFactory: () => new NotFound('the workflow has no such revision'),
});
//# sourceMappingURL=revision-number.dto.js.map
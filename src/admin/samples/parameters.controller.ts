import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { sampleGroups } from '../../intake/samples/sample-content.js';
import { Roles } from '../access/access.guard.js';
import { Resource } from '../resource.controller.js';
import { inferFrom, readOrigin, type SampleOrigin } from './sample-origin.js';
import { InferBody, InferredModel } from './samples.dto.js';
import { writtenParameters } from './written-parameters.js';

type Example = Exclude<SampleOrigin, { kind: 'sample' }>;

@Resource('parameters')
export class ParametersController {
  @Post('infer')
  @HttpCode(200)
  @Roles('author', 'operator')
  @ApiOperation({ summary: 'Say which parameters an example makes, saving nothing' })
  @ApiOkResponse({ type: InferredModel })
  infer(@Body() body: InferBody): InferredModel {
    const inferred = inferFrom(readOrigin(body.from, false) as Example, body.wholeBody);
    return {
      parameters: writtenParameters(inferred, body),
      groups: sampleGroups(inferred),
      leftOut: inferred.leftOut,
    };
  }
}

import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Registry } from 'prom-client';
import { Metrics } from '../telemetry/metrics.js';
import { Gauges } from './gauges.service.js';

const TYPES = {
  prometheus: Registry.PROMETHEUS_CONTENT_TYPE,
  openmetrics: Registry.OPENMETRICS_CONTENT_TYPE,
} as const;

@Controller('metrics')
@ApiTags('health')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly gauges: Gauges,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Everything Signet measures, for Prometheus; as OpenMetrics, with exemplars, when that is asked for',
  })
  @ApiProduces('text/plain', 'application/openmetrics-text')
  async scrape(
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const format = accept?.includes('application/openmetrics-text') === true ? 'openmetrics' : 'prometheus';
    response.setHeader('content-type', TYPES[format]);
    await this.gauges.refresh();
    return this.metrics.show(format);
  }
}

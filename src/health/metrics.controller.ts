import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Metrics } from '../telemetry/metrics.js';
import { Gauges } from './gauges.service.js';

@Controller('metrics')
@ApiTags('health')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly gauges: Gauges,
  ) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Everything Signet measures, for Prometheus' })
  @ApiProduces('text/plain')
  async scrape(): Promise<string> {
    await this.gauges.refresh();
    return this.metrics.registry.metrics();
  }
}

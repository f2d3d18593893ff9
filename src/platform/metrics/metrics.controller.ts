import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.js';
import { OnEveryRole } from '../auth/role.guard.js';
import { RespondsContent } from '../http/responds.js';
import { Metrics } from './metrics.js';

@ApiTags('Operations')
@OnEveryRole()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @ApiOperation({ summary: "The process's metrics, for Prometheus" })
  @Access('read')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @RespondsContent(['text/plain'], { description: "The process's metrics in Prometheus' text format" })
  read() {
    return this.metrics.registry.metrics();
  }
}

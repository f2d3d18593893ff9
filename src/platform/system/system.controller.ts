import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access, PublicRoute } from '../auth/access.js';
import { OnEveryRole } from '../auth/role.guard.js';
import { CONFIG, type Config } from '../config/config.js';
import { VERSION } from '../config/version.js';
import { Responds } from '../http/responds.js';
import { EngineProbeRegistry } from './engine-probe.js';
import { HealthService } from './health.service.js';
import { HealthView, SystemView } from './system.schemas.js';

@ApiTags('Operations')
@OnEveryRole()
@Controller('v1')
export class SystemController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly health: HealthService,
    private readonly engines: EngineProbeRegistry,
  ) {}

  @Get('health/live')
  @ApiOperation({ summary: 'Whether the process runs' })
  @PublicRoute()
  @Responds(HealthView)
  live(): HealthView {
    return { status: 'ok', checks: {} };
  }

  @Get('health/ready')
  @ApiOperation({ summary: 'Whether the process should get requests; 503 where not' })
  @PublicRoute()
  @Responds(HealthView)
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthView> {
    const health = await this.health.check();
    if (health.status !== 'ok') response.status(503).setHeader('Retry-After', '5');
    return health;
  }

  @Get('system')
  @ApiOperation({ summary: 'What this process is, and which engines load on this machine' })
  @Access('read')
  @Responds(SystemView)
  async read(): Promise<SystemView> {
    const { device, roles } = this.config;
    return { version: VERSION, roles: [...roles], ...(await this.engines.ask(device)) };
  }
}

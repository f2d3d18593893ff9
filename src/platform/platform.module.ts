import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { AuthModule } from './auth/auth.module.js';
import { CONFIG, type Config } from './config/config.js';
import { dataSourceOptions } from './database/data-source.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { BodyInterceptor } from './http/body.interceptor.js';
import { EventStreams } from './http/event-streams.js';
import { IdempotencyInterceptor } from './http/idempotency/idempotency.interceptor.js';
import { IdempotencyService } from './http/idempotency/idempotency.service.js';
import { IdempotencyKeyEntity } from './http/idempotency/idempotency-key.entity.js';
import { SerializeInterceptor } from './http/serialize.interceptor.js';
import { UndeclaredInterceptor } from './http/undeclared.interceptor.js';
import { ValidationPipe } from './http/validation.js';
import { LOGGER } from './logging/logger.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { FolderStore } from './storage/folder-store.js';
import { ObjectStore } from './storage/object-store.js';
import { EngineProbeRegistry } from './system/engine-probe.js';
import { HealthService } from './system/health.service.js';
import { SystemController } from './system/system.controller.js';

/** What a process is made of before the first feature. */
export interface Foundations {
  readonly config: Config;
  /** Of a database that is up and migrated. */
  readonly databaseUrl: string;
  readonly logger: Logger;
}

async function openStore({ storage }: Config): Promise<ObjectStore> {
  const store = new FolderStore(storage.folder);
  await store.sweep();
  return store;
}

/** Global: every feature may inject `CONFIG`, `LOGGER`, `ObjectStore`, `Metrics`, `HealthService`, `EngineProbeRegistry`, `EventStreams`. */
@Module({})
export class PlatformModule {
  static register({ config, databaseUrl, logger }: Foundations): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl), autoLoadEntities: true }),
        TypeOrmModule.forFeature([IdempotencyKeyEntity]),
        AuthModule,
      ],
      controllers: [SystemController, MetricsController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: ObjectStore, useFactory: () => openStore(config) },
        Metrics,
        HealthService,
        EngineProbeRegistry,
        EventStreams,
        IdempotencyService,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: ValidationPipe },
        // Their order is the order a request meets them in; an answer meets them the other way round.
        { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: UndeclaredInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: SerializeInterceptor },
      ],
      exports: [CONFIG, LOGGER, ObjectStore, Metrics, HealthService, EngineProbeRegistry, EventStreams],
    };
  }
}

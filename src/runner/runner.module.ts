import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../platform/config/config.js';
import { LOGGER } from '../platform/logging/logger.js';
import { CheckpointStore } from './checkpoint-store.js';
import { RunnerMetrics } from './runner-metrics.js';
import { TaskEntity } from './task.entity.js';
import { TaskService } from './task.service.js';
import { TaskEventEntity } from './task-event.entity.js';
import { TaskEventsService } from './task-events.service.js';
import { TaskKindRegistry } from './task-kind.registry.js';
import { TaskLedger } from './task-ledger.js';
import { TaskNotifications } from './task-notifications.js';
import { TaskSweeper } from './task-sweeper.js';
import { Trainer } from './trainer.js';
import { TRAINER, TrainerService } from './trainer.service.js';
import { TRAINER_DEFAULTS, type TrainerSettings } from './trainer-settings.js';
import { WakeUps } from './wake-ups.js';

const isTrainer = ({ roles }: Config) => roles.includes('trainer');

/** pg-boss and LISTEN need connections of their own, outside TypeORM's pool. */
function urlOf({ options }: DataSource): string {
  if (options.type !== 'postgres' || !options.url) throw new Error('Expected a PostgreSQL data source with a URL.');
  return options.url;
}

function settingsFrom({ home, trainers, threads, device }: Config): TrainerSettings {
  return { ...TRAINER_DEFAULTS, capacity: trainers, threads, device, scratchRoot: join(home, 'scratch') };
}

@Module({
  imports: [TypeOrmModule.forFeature([TaskEntity, TaskEventEntity])],
  providers: [
    TaskKindRegistry,
    TaskService,
    TaskEventsService,
    TaskLedger,
    TaskSweeper,
    CheckpointStore,
    RunnerMetrics,
    TrainerService,
    {
      provide: TaskNotifications,
      inject: [DataSource, LOGGER],
      useFactory: (dataSource: DataSource, logger: Logger) => new TaskNotifications(urlOf(dataSource), logger),
    },
    {
      provide: WakeUps,
      inject: [DataSource, CONFIG, LOGGER],
      useFactory: (dataSource: DataSource, config: Config, logger: Logger) =>
        new WakeUps(urlOf(dataSource), { receives: isTrainer(config) }, logger),
    },
    {
      provide: TRAINER,
      inject: [
        CONFIG,
        LOGGER,
        DataSource,
        TaskKindRegistry,
        TaskLedger,
        TaskSweeper,
        CheckpointStore,
        TaskNotifications,
        WakeUps,
      ],
      useFactory: (
        config: Config,
        logger: Logger,
        dataSource: DataSource,
        kinds: TaskKindRegistry,
        ledger: TaskLedger,
        sweeper: TaskSweeper,
        checkpoints: CheckpointStore,
        notifications: TaskNotifications,
        wakeUps: WakeUps,
      ) => {
        const settings = settingsFrom(config);
        const parts = { settings, logger, dataSource, kinds, ledger, sweeper, checkpoints, notifications, wakeUps };
        return isTrainer(config) ? new Trainer(parts) : null;
      },
    },
  ],
  exports: [TaskKindRegistry, TaskService, TaskEventsService],
})
export class RunnerModule {}

import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { CheckpointStore } from './checkpoint-store.js';
import type { TaskLedger } from './task-ledger.js';
import type { TaskNotifications } from './task-notifications.js';
import type { TrainerSettings } from './trainer-settings.js';

/** What an attempt at a task needs of its trainer. */
export interface TaskRunParts {
  readonly dataSource: DataSource;
  readonly ledger: TaskLedger;
  readonly checkpoints: CheckpointStore;
  readonly notifications: TaskNotifications;
  readonly settings: TrainerSettings;
  readonly logger: Logger;
}

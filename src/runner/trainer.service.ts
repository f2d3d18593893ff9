import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TaskEventsService } from './task-events.service.js';
import { TaskNotifications } from './task-notifications.js';
import { Trainer } from './trainer.js';
import { WakeUps } from './wake-ups.js';

/** The process's trainer; null where it does not have that role. */
export const TRAINER = Symbol('TRAINER');

/** Starts the runner when every feature has registered its kinds, and drains it before the HTTP server closes. */
@Injectable()
export class TrainerService implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(TRAINER) private readonly trainer: Trainer | null,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(TaskNotifications) private readonly notifications: TaskNotifications,
    @Inject(TaskEventsService) private readonly events: TaskEventsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.notifications.start();
    await this.wakeUps.start();
    await this.trainer?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.trainer?.drain();
    // Open streams would keep the HTTP server from closing.
    this.events.endStreams();
  }

  /** Requests that were under way have been answered by now, and none needs these any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.wakeUps.stop();
    await this.notifications.stop();
  }
}

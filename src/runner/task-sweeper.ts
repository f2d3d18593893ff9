import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource, type EntityManager, In, IsNull, LessThan, Not } from 'typeorm';
import { LOGGER } from '../platform/logging/logger.js';
import { CheckpointStore } from './checkpoint-store.js';
import { isAlive, machineId } from './process-identity.js';
import type { Outcome } from './settlement.js';
import { TaskEntity } from './task.entity.js';
import { TaskKindRegistry } from './task-kind.registry.js';
import { TaskLedger } from './task-ledger.js';
import { HELD_STATUSES } from './task-status.js';
import { WakeUps } from './wake-ups.js';
import { killGroup } from './worker-process.js';

const BATCH = 100;

/** Puts right what crashes leave behind. Any number of trainers may sweep at once, at any time. */
@Injectable()
export class TaskSweeper {
  private readonly machine = machineId();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(TaskLedger) private readonly ledger: TaskLedger,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(CheckpointStore) private readonly checkpoints: CheckpointStore,
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Gives up the holds of other trainers that are dead: their lease ended, or they are gone from this machine. */
  async releaseAbandoned(trainerId: string): Promise<void> {
    const others = await this.dataSource.manager.find(TaskEntity, {
      where: { status: In([...HELD_STATUSES]), trainerId: Not(trainerId) },
      select: { id: true },
    });
    for (const { id } of others) {
      await this.apart(id, () => this.dataSource.transaction((tx) => this.releaseIfAbandoned(tx, id)));
    }
  }

  /** Rings again for tasks that have been queued since before `queuedBefore` and that nobody took. */
  async wakeAgain(queuedBefore: Date): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const waiting = await tx.find(TaskEntity, {
        where: { status: 'queued', queuedAt: LessThan(queuedBefore) },
        select: { id: true, kind: true },
        order: { queuedAt: 'ASC' },
        take: BATCH,
      });
      for (const { id, kind } of waiting) await this.wakeUps.send(tx, id, { lane: this.kinds.laneOf(kind) });
    });
  }

  /** Nobody goes on from the checkpoints of a finished task, nor needs what its kind kept for it. */
  async cleanFinished(): Promise<void> {
    const finished = await this.dataSource.manager.find(TaskEntity, {
      where: { finishedAt: Not(IsNull()), cleanedAt: IsNull() },
      take: BATCH,
    });
    for (const task of finished) await this.apart(task.id, () => this.clean(task));
  }

  private async clean(task: TaskEntity): Promise<void> {
    await this.checkpoints.removeAll(task);
    await this.kinds.find(task.kind)?.clean?.(task);
    await this.dataSource.manager.update(TaskEntity, { id: task.id }, { checkpoints: [], cleanedAt: new Date() });
  }

  /** One task that cannot be put right keeps no other from it. */
  private async apart(taskId: string, work: () => Promise<void>): Promise<void> {
    await work().catch((err: unknown) =>
      this.logger.error({ err, taskId }, 'cannot put a task right; trying again later'),
    );
  }

  private async releaseIfAbandoned(tx: EntityManager, id: string): Promise<void> {
    const task = await tx.findOne(TaskEntity, {
      where: { id, status: In([...HELD_STATUSES]) },
      lock: { mode: 'for_no_key_update', onLocked: 'skip_locked' },
    });
    const message = task && (await this.whyAbandoned(tx, task));
    if (!message) return;
    this.killOrphan(task);
    const error = { code: 'trainer-lost', message };
    const outcome: Outcome = { type: 'failed', error, retry: { afterSeconds: 0 } };
    const { attempt, trainerId } = task;
    const status = await this.ledger.settleLocked(tx, task, outcome);
    this.logger.warn({ taskId: id, attempt, trainerId, status }, message);
  }

  private async whyAbandoned(tx: EntityManager, { id, worker }: TaskEntity): Promise<string | null> {
    if (worker?.machine === this.machine && !isAlive(worker.trainer)) return 'The trainer that ran it died.';
    const expired: unknown[] = await tx.query('SELECT 1 FROM tasks WHERE id = $1 AND lease_until < clock_timestamp()', [
      id,
    ]);
    return expired.length > 0 ? 'The trainer that ran it has not been heard of for longer than its lease.' : null;
  }

  /** A worker ends when its trainer does, unless it hangs where no message reaches it. */
  private killOrphan({ worker }: TaskEntity): void {
    if (worker?.machine === this.machine && worker.child && isAlive(worker.child)) killGroup(worker.child.pid);
  }
}

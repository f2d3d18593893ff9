import type { Logger } from 'pino';
import { newId } from '../platform/ids.js';
import { identityOf, machineId } from './process-identity.js';
import { ScratchFolders } from './scratch-folders.js';
import type { WorkerRecord } from './task.entity.js';
import type { TaskKindRegistry } from './task-kind.registry.js';
import { coordinates } from './task-kind.js';
import { TaskRun } from './task-run.js';
import type { TaskRunParts } from './task-run-parts.js';
import type { TaskSweeper } from './task-sweeper.js';
import { LANES, type WakeUps } from './wake-ups.js';

export interface TrainerParts extends TaskRunParts {
  readonly kinds: TaskKindRegistry;
  readonly sweeper: TaskSweeper;
  readonly wakeUps: WakeUps;
}

/** Takes tasks, as many at once as it was told to and whatever coordinates others besides, and sweeps. */
export class Trainer {
  /** New with every start: what an earlier life of this process claimed is not ours. */
  readonly id = newId('trn');
  private readonly runs = new Map<TaskRun, Promise<void>>();
  /** Those that have one of its places. */
  private readonly working = new Set<TaskRun>();
  private readonly scratch: ScratchFolders;
  private readonly logger: Logger;
  private sweepTimer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private readonly taking = new Set<Promise<void>>();
  private listening = false;
  private draining = false;

  constructor(private readonly parts: TrainerParts) {
    this.scratch = new ScratchFolders(parts.settings.scratchRoot, this.id);
    this.logger = parts.logger.child({ trainerId: this.id });
  }

  async start(): Promise<void> {
    await this.sweep();
    await this.parts.wakeUps.listen('coordination', (taskId) => this.takeOne(taskId));
    await this.listen();
    this.sweepLater();
  }

  /** Takes nothing new; what runs checkpoints and is handed back. Resolves when nothing of it is left. */
  async drain(): Promise<void> {
    this.draining = true;
    clearTimeout(this.sweepTimer);
    for (const lane of LANES) await this.parts.wakeUps.mute(lane);
    await Promise.allSettled(this.taking);
    for (const run of this.runs.keys()) run.handBack();
    await Promise.all(this.runs.values());
    await this.sweeping;
    await this.scratch.remove();
  }

  private sweepLater(): void {
    if (this.draining) return;
    this.sweepTimer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((err: unknown) => this.logger.warn({ err }, 'a sweep failed; the next one may not'))
        .then(() => this.sweepLater());
    }, this.parts.settings.sweepMs);
  }

  private async sweep(): Promise<void> {
    const { sweeper, settings } = this.parts;
    await this.scratch.tend();
    await sweeper.releaseAbandoned(this.id);
    await sweeper.wakeAgain(new Date(Date.now() - settings.wakeAgainMs));
    await sweeper.cleanFinished();
  }

  private async listen(): Promise<void> {
    if (this.listening || this.draining || this.working.size >= this.parts.settings.capacity) return;
    this.listening = true;
    await this.parts.wakeUps.listen('work', (taskId) => this.takeOne(taskId));
  }

  private async takeOne(taskId: string): Promise<void> {
    const taking = this.take(taskId);
    this.taking.add(taking);
    await taking.finally(() => this.taking.delete(taking));
  }

  /** A full trainer takes no wake-ups, so that they reach one that has room. */
  private async take(taskId: string): Promise<void> {
    if (this.draining) throw new Error('This trainer shuts down; the wake-up is for another one.');
    const { ledger, kinds, settings } = this.parts;
    const task = await ledger.claim(taskId, this.id, settings.leaseMs, this.workerRecord());
    if (!task) return;
    const claim = { taskId, attempt: task.attempt, trainerId: this.id };
    const kind = kinds.get(task.kind);
    const run = new TaskRun(claim, task, kind, this.scratch.own, this.parts);
    if (!coordinates(kind)) this.working.add(run);
    this.runs.set(
      run,
      run.execute().then(() => this.finished(run)),
    );
    if (this.listening && this.working.size >= settings.capacity) {
      this.listening = false;
      await this.parts.wakeUps.mute('work');
    }
  }

  private async finished(run: TaskRun): Promise<void> {
    this.runs.delete(run);
    this.working.delete(run);
    await this.listen().catch((err: unknown) => {
      this.listening = false;
      this.logger.error({ err }, 'cannot listen for wake-ups');
    });
  }

  private workerRecord(): WorkerRecord {
    const trainer = identityOf(process.pid);
    if (!trainer) throw new Error('The system does not tell when this process started.');
    return { machine: machineId(), trainer, child: null };
  }
}

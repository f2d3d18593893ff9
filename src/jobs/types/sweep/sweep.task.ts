import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { TaskEntity } from '../../../runner/task.entity.js';
import { TaskService } from '../../../runner/task.service.js';
import {
  type CoordinatingKind,
  type CoordinationContext,
  type ReportEvent,
  STOPPED,
} from '../../../runner/task-kind.js';
import { TaskKindRegistry } from '../../../runner/task-kind.registry.js';
import { isFinal } from '../../../runner/task-status.js';
import { JobEntity } from '../../job.entity.js';
import { BeatenModels } from './beaten-models.js';
import { type Conclusion, SweepConclusion, type SweepOutput } from './sweep-conclusion.js';
import { progressOf } from './sweep-progress.js';
import { bestOf, isCompleted, isOpen, loadSweep, type SweepState, whileStill } from './sweep-state.js';
import type { SweepTrialEntity } from './sweep-trial.entity.js';
import { TrialEnds } from './trial-ends.js';
import { TrialStarts } from './trial-starts.js';

/** What one look at a sweep led to. */
interface Advance {
  /** Tasks whose news matter now. */
  waitFor: string[];
  conclusion?: Exclude<Conclusion, { waitFor: string }>;
  /** Every trial rests, as was asked for. */
  paused?: true;
  /** It is not all done that can be: look again. */
  again?: true;
  /** Trials whose models are not wanted any more. */
  beaten: SweepTrialEntity[];
}

/**
 * Coordinates a sweep: notes which trials ended, stops the worst, starts others, and ends. Each look is one transaction that
 * has the sweep's row locked, and goes by what stands in the database: it may be cut off anywhere.
 */
@Injectable()
export class SweepTask implements CoordinatingKind, OnModuleInit {
  readonly name = 'sweep';
  readonly pausable = true;

  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(TrialStarts) private readonly starts: TrialStarts,
    @Inject(TrialEnds) private readonly ends: TrialEnds,
    @Inject(SweepConclusion) private readonly conclusion: SweepConclusion,
    @Inject(BeatenModels) private readonly beatenModels: BeatenModels,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async coordinate(_task: TaskEntity, context: CoordinationContext): Promise<SweepOutput | typeof STOPPED> {
    /** Trials that rest because the sweep did; null until it has looked. */
    let resting: Set<string> | null = null;
    for (;;) {
      context.signal.throwIfAborted();
      const advance = await context.transaction<Advance>(async (tx, task, report) => {
        const state = await loadSweep(tx, task);
        resting ??= new Set(state.trials.filter(rests).map(({ jobId }) => jobId));
        // `signal` is about to say so, and nothing more is wanted.
        if (task.status === 'cancelling') return { waitFor: [], beaten: [] };
        return task.status === 'pausing' ? this.pause(tx, state) : this.advance(tx, state, resting, report);
      });
      for (const { job } of advance.beaten) await this.beatenModels.remove(job);
      if (advance.paused) return STOPPED;
      if (advance.conclusion && 'failure' in advance.conclusion) throw advance.conclusion.failure;
      if (advance.conclusion) return advance.conclusion.output;
      if (!advance.again) await context.wait(advance.waitFor);
    }
  }

  async publish(tx: EntityManager, task: TaskEntity, output: unknown): Promise<void> {
    const { model, evaluation, result } = output as SweepOutput;
    const results = { resultModelId: model, resultEvaluationId: evaluation, result };
    await tx.update(JobEntity, { taskId: task.id }, results as object);
  }

  failed(tx: EntityManager, task: TaskEntity): Promise<void> {
    return this.cancelled(tx, task);
  }

  /** What it has started and nobody waits for any more. */
  async cancelled(tx: EntityManager, sweep: TaskEntity): Promise<void> {
    const { trials } = await loadSweep(tx, sweep);
    const started = [
      ...trials.filter(isOpen).map(({ job }) => job.task),
      ...trials.flatMap(({ testEvaluation }) => testEvaluation?.task ?? []),
    ];
    for (const { id } of started) await this.tasks.cancelUnfinished(tx, id);
  }

  /** A sweep that came to nothing lets go of what it held. */
  async clean(task: TaskEntity): Promise<void> {
    if (task.status === 'succeeded') return;
    const released = { heldModelId: null, heldVersionId: null };
    await this.dataSource.manager.update(JobEntity, { taskId: task.id }, released);
  }

  private async advance(
    tx: EntityManager,
    state: SweepState,
    resting: Set<string>,
    report: ReportEvent,
  ): Promise<Advance> {
    await this.wake(tx, state, resting);
    const ended = await this.ends.record(tx, state, report);
    await this.ends.stopWorst(tx, state, report);
    const started = await this.starts.start(tx, state, report);
    if (ended || started) report({ type: 'progress', ...progressOf(state) });
    const beaten = ended ? beatenOf(state) : [];
    const open = state.trials.filter(isOpen).map(({ job }) => job.taskId);
    if (started) return { waitFor: open, beaten, again: true };
    if (open.length) return { waitFor: open, beaten };
    const conclusion = await this.conclusion.conclude(tx, state);
    if ('waitFor' in conclusion) return { waitFor: [conclusion.waitFor], beaten };
    return { waitFor: [], conclusion, beaten: beatenOf(state) };
  }

  private async pause(tx: EntityManager, { trials }: SweepState): Promise<Advance> {
    const open = trials.filter((trial) => isOpen(trial) && !isFinal(trial.job.task.status));
    for (const { job } of open) {
      await whileStill(tx, job.task, ['running'], (id) => this.tasks.pause(tx, id));
      await whileStill(tx, job.task, ['queued'], (id) => this.tasks.hold(tx, id, 'Held back: its sweep is paused.'));
    }
    const waitFor = open.map(({ job }) => job.taskId);
    return open.every(({ job }) => job.task.status === 'paused')
      ? { waitFor, beaten: [], paused: true }
      : { waitFor, beaten: [] };
  }

  /** Lets trials go on that rested with the sweep; one that somebody pauses by itself later on is left alone. */
  private async wake(tx: EntityManager, { trials }: SweepState, resting: Set<string>): Promise<void> {
    for (const trial of trials.filter(({ jobId }) => resting.has(jobId))) {
      if (trial.job.task.status === 'pausing') continue;
      await whileStill(tx, trial.job.task, ['paused'], (id) => this.tasks.resume(tx, id));
      resting.delete(trial.jobId);
    }
  }
}

const rests = ({ job }: SweepTrialEntity): boolean => job.task.status === 'paused' || job.task.status === 'pausing';

function beatenOf(state: SweepState): SweepTrialEntity[] {
  if (state.choices.keepModels) return [];
  const best = bestOf(state);
  return state.trials.filter((trial) => isCompleted(trial) && trial !== best && trial.job.resultModelId !== null);
}

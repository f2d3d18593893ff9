import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer, ModelInput } from '../ml/inference/answer.js';
import { ModelDied } from './model-process.js';
import { PendingCall } from './pending-call.js';
import { estimateTokens, planBatches } from './plan-batches.js';
import { ModelDiedTwice, QueueFull } from './serving.errors.js';
import type { BatchLimits } from './serving-settings.js';

/** An answer for each input. Rejects with `ModelDied` when the model is gone, with anything else when it refuses. */
export type RunBatch = (inputs: ModelInput[]) => Promise<Answer[]>;

interface Row {
  readonly input: ModelInput;
  readonly tokens: number;
  readonly call: PendingCall;
  /** Its place in the call. */
  readonly at: number;
  /** Deaths of the model's process while it was worked on. */
  deaths: number;
}

const MOST_DEATHS = 2;

/**
 * Turns concurrent calls into batches for one model. While a batch is computed the next one gathers; when nothing is,
 * the first of several callers waits a moment for the others, and a lone one does not wait. Rows of all calls are sorted by length together, so that little is padding.
 */
export class MicroBatcher {
  private waiting: Row[] = [];
  private busy = false;
  /** Whether the last round held several calls: only then is the first of the next worth holding back. */
  private crowded = false;
  private run: RunBatch | undefined;

  constructor(private readonly limits: BatchLimits) {}

  /** Texts that wait. */
  get depth(): number {
    return this.waiting.length;
  }

  /** From now on batches go there; what has been waiting goes first. */
  connect(run: RunBatch): void {
    this.run = run;
    this.work();
  }

  /** Fails everything that waits. */
  refuse(reason: unknown): void {
    for (const { call } of this.waiting) call.fail(reason);
    this.waiting = [];
  }

  /** @returns an answer for each input. Rejects with the signal's reason when that aborts first. */
  async add(inputs: readonly ModelInput[], signal: AbortSignal): Promise<Answer[]> {
    signal.throwIfAborted();
    const { queueRows } = this.limits;
    if (this.waiting.length + inputs.length > queueRows) throw new QueueFull(queueRows);
    const call = new PendingCall(inputs.length, signal, () => this.forget(call));
    const rows = inputs.map((input, at) => ({ input, tokens: estimateTokens(input), call, at, deaths: 0 }));
    this.waiting.push(...rows);
    this.work();
    return call.answer;
  }

  private forget(call: PendingCall): void {
    this.waiting = this.waiting.filter((row) => row.call !== call);
  }

  private work(): void {
    if (this.busy || !this.run || this.waiting.length === 0) return;
    this.busy = true;
    void this.rounds().finally(() => {
      this.busy = false;
      this.work();
    });
  }

  private async rounds(): Promise<void> {
    await (this.crowded ? delay(this.limits.collectMs) : nextTurn());
    while (this.run && this.waiting.length > 0) {
      const round = this.take();
      this.crowded = new Set(round.map(({ call }) => call)).size > 1;
      for (const batch of planBatches(round, this.limits.batchTokens)) await this.batch(batch);
    }
  }

  /** The rows that have waited longest, as many as one round holds. */
  private take(): Row[] {
    let tokens = 0;
    let rows = 0;
    for (const row of this.waiting) {
      tokens += row.tokens;
      if (rows > 0 && tokens > this.limits.roundTokens) break;
      rows++;
    }
    return this.waiting.splice(0, rows);
  }

  private async batch(planned: readonly Row[]): Promise<void> {
    const rows = planned.filter(({ call }) => !call.settled);
    if (rows.length === 0) return;
    const { run } = this;
    if (!run) {
      this.waiting.unshift(...rows);
      return;
    }
    try {
      const answers = await run(rows.map(({ input }) => input));
      rows.forEach(({ call, at }, index) => {
        call.fill(at, answers[index]!);
      });
    } catch (error) {
      if (error instanceof ModelDied) this.afterDeath(rows, run, error);
      else await this.afterRefusal(rows, error);
    }
  }

  /** Until the next `connect` everything waits. A text that kills its process is not given to every one after it. */
  private afterDeath(rows: readonly Row[], dead: RunBatch, { message }: ModelDied): void {
    if (this.run === dead) this.run = undefined;
    for (const row of rows) {
      row.deaths++;
      if (row.deaths >= MOST_DEATHS) row.call.fail(new ModelDiedTwice(message));
    }
    this.waiting.unshift(...rows.filter(({ call }) => !call.settled));
  }

  /** Whoever's text it was, the others' calls are not to fail for it: each call is tried by itself. */
  private async afterRefusal(rows: readonly Row[], error: unknown): Promise<void> {
    const calls = new Set(rows.map(({ call }) => call));
    for (const call of calls) {
      if (calls.size === 1) call.fail(error);
      else await this.batch(rows.filter((row) => row.call === call));
    }
  }
}

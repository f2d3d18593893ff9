/** `log.jsonl`: a line for the loss of every so many steps, and one for each evaluation. */
import { appendFile, readFile } from 'node:fs/promises';
import type { TrainingEvent } from '../../ml/training/train.js';
import type { LogEntry } from './base-model-card.js';
import { PRETRAINING } from './mini-en.js';

export class PretrainingLog {
  private loss = 0;
  private tokens = 0;
  private steps = 0;
  private start = performance.now();

  constructor(private readonly path: string) {}

  async record(event: TrainingEvent): Promise<void> {
    const { step } = event.state;
    if (event.type === 'evaluation') {
      console.log(`step ${step}: held-out loss ${event.metrics.loss!.toFixed(4)}`);
      await this.append({ step, heldOutLoss: event.metrics.loss! });
      return;
    }
    this.loss += event.loss;
    this.tokens += event.tokens;
    this.steps += 1;
    if (step % PRETRAINING.logEvery !== 0) return;
    const loss = this.loss / this.steps;
    const tokensPerSecond = Math.round(this.tokens / ((performance.now() - this.start) / 1000));
    console.log(`step ${step}: loss ${loss.toFixed(4)}, ${tokensPerSecond} tokens/s`);
    await this.append({ step, loss, learningRate: event.learningRate, tokensPerSecond });
    this.loss = this.tokens = this.steps = 0;
    this.start = performance.now();
  }

  private append(entry: LogEntry & { learningRate?: number; tokensPerSecond?: number }): Promise<void> {
    return appendFile(this.path, `${JSON.stringify(entry)}\n`);
  }
}

/** Every entry once: a run that was stopped between two checkpoints has logged the steps after the first of them twice. */
export async function readPretrainingLog(path: string): Promise<LogEntry[]> {
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  const entries: LogEntry[] = lines.map((line) => JSON.parse(line));
  return [...new Map(entries.map((entry) => [`${entry.step} ${'loss' in entry}`, entry])).values()];
}

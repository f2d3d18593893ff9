import { trainingLine } from './drawing.js';
import type { JobEvent } from './job-events.js';

interface Metric {
  step: number;
  epoch: number | null;
  split: string;
  name: string;
  value: number;
}

/** What a person sees of a running job: a line that moves, and lines that stay. */
export class TrainingView {
  /** Known once the job has begun. */
  totalSteps = 0;
  etaSeconds: number | null = null;
  #step = 0;
  #losses: number[] = [];
  /** How many of the losses came before the last evaluation. */
  #evaluatedLosses = 0;
  #doing = 'Waiting for a trainer.';
  #validation: Record<string, number> = {};

  /** Takes in an event; answers with what is worth a line of its own, or null. */
  take({ type, level, message, data }: JobEvent): string | null {
    if (type === 'metric') return this.#measure(data as Metric);
    if (level === 'warn' || level === 'error') return message;
    if (type === 'status') this.#doing = message;
    return null;
  }

  line(): string {
    const { totalSteps: steps, etaSeconds } = this;
    if (this.#losses.length === 0 || this.#step >= steps) return this.#doing;
    const rest = etaSeconds === null ? '' : `  ${Math.ceil(etaSeconds)} s left`;
    return trainingLine({ step: this.#step, steps, losses: this.#losses }) + rest;
  }

  /** How the whole went, in one line. */
  summary(): string {
    return trainingLine({ step: this.#step, steps: this.totalSteps, losses: this.#losses });
  }

  #measure({ step, epoch, split, name, value }: Metric): string | null {
    if (split === 'train') {
      if (name !== 'loss') return null;
      this.#step = step;
      this.#losses.push(value);
      return null;
    }
    this.#validation[name] = value;
    const { loss, macroF1 } = this.#validation;
    if (loss === undefined || macroF1 === undefined) return null;
    this.#validation = {};
    const passes = epoch === null ? '' : ` (${epoch.toFixed(1)} passes)`;
    const since = this.#losses.slice(this.#evaluatedLosses);
    this.#evaluatedLosses = this.#losses.length;
    const mean = since.reduce((sum, value) => sum + value, 0) / since.length;
    const trained = since.length > 0 ? `training loss ${mean.toFixed(3)}, ` : '';
    return `step ${step}${passes}: ${trained}validation loss ${loss.toFixed(3)}, macro-F1 ${macroF1.toFixed(3)}`;
  }
}

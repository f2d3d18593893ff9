import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { LiveLine } from '../demo/live-line.js';
import type { BaseModel } from './base-model.js';
import { type FineTuningRun, type FinishedRun, fineTuningRun } from './fine-tuning-run.js';

type Given = 'bench' | 'model' | 'threads';

/** The fine-tuning runs of one benchmark: each shows how far it is, and is kept below `work`. */
export class BenchRuns {
  constructor(
    private readonly shared: Pick<FineTuningRun, Given> & { model: BaseModel; work: string },
    private readonly line: LiveLine,
  ) {}

  /** A run of the same name and settings that is finished is not made again. */
  async run(name: string, settings: unknown, run: Omit<FineTuningRun, Given | 'folder'>): Promise<FinishedRun> {
    const { work, ...shared } = this.shared;
    const key = createHash('sha256')
      .update(JSON.stringify([shared.model.digest, settings]))
      .digest('hex')
      .slice(0, 16);
    const folder = resolve(work, key, name.replaceAll(/[ ,]+/g, '-'));
    const finished = await fineTuningRun({ ...shared, ...run, folder }, (doing) => this.line.draw(`${name}: ${doing}`));
    const { steps } = finished.output;
    const macroF1 = finished.result.metrics.macroF1.toFixed(4);
    this.line.finish(`${name}: ${steps} steps, macro-F1 ${macroF1}, ${finished.seconds.toFixed(0)} s`);
    return finished;
  }
}

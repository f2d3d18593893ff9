/** A model's side of a comparison: loaded from its folder, judged as it is served, and timed. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listModelFiles } from '../../../ml/artifact/model-folder.js';
import type { Calibration } from '../../../ml/calibration/calibration.js';
import type { ComparisonSide } from '../../../ml/compression/comparison.js';
import { TextModel } from '../../../ml/inference/text-model.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import type { TaskContext } from '../../task-handler.js';
import { judge, type Verdict } from '../fine-tune/judge.js';
import type { Splits } from '../fine-tune/read-splits.js';
import { measureSpeed } from './measure-speed.js';

export interface MeasuredModel {
  verdict: Verdict;
  side: ComparisonSide;
  /** Tokens of the text that its speed was measured with. */
  tokens: number;
}

interface Measured {
  folder: string;
  /** Id of a model that there is already. */
  model: string | null;
  splits: Splits;
  /** What calibrates it anew; without it the model is measured with the calibration that it has. */
  calibration?: ModelJobInput['calibration'];
  conformal?: ModelJobInput['conformal'];
  seed: number;
}

export async function measureModel(measured: Measured, context: TaskContext): Promise<MeasuredModel> {
  const { folder, splits, seed, calibration, conformal = null } = measured;
  const model = await TextModel.load(folder, 'evaluate', { ...context, seed });
  try {
    const { type, scope } = model;
    const network = {
      options: { type, scope },
      outputs: (rows: Parameters<TextModel['outputs']>[0]) => model.outputs(rows, context.signal),
      generate: model.generate.bind(model),
    };
    const encode = (split: 'validation' | 'test') => ({
      examples: splits[split],
      rows: type.rows(splits[split], scope),
    });
    const given: Calibration | undefined = calibration ? undefined : model.calibration;
    const verdict = await judge(
      network,
      { validation: encode('validation'), test: encode('test') },
      { calibration: calibration ?? 'none', conformal, seed },
      given,
    );
    const { tokens, ...speed } = await measureSpeed(model, splits.train, context.signal);
    const side = {
      model: measured.model,
      parameters: model.parameters,
      bytes: await weightBytes(folder),
      ...speed,
      metrics: verdict.evaluated?.result.metrics ?? {},
    };
    return { verdict, side, tokens };
  } finally {
    await model.dispose();
  }
}

async function weightBytes(folder: string): Promise<number> {
  const files = (await listModelFiles(folder)).filter((path) => /^[^/]*\.safetensors$/.test(path));
  const sizes = await Promise.all(files.map(async (path) => (await stat(join(folder, path))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Calibrates a freshly trained model on validation and measures it on test, or cross-fitted on validation. */
import type { Calibration } from '../../../ml/calibration/calibration.js';
import type { Judgement, Network, TaskScope, TaskType } from '../../../ml/task-types/task-type.js';
import type { EncodedSplit } from '../../../ml/training/fine-tuning.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';

export interface Verdict {
  calibration: Calibration;
  /** What it was measured on; null where there is neither a test nor a validation split. */
  evaluated: ({ split: 'test' | 'validation' } & Judgement) | null;
}

/** A network with what its examples are read with. */
export interface JudgedNetwork extends Network {
  options: { type: TaskType; scope: TaskScope };
}

/** @param given the calibration of a model that has one already: only measured then, as it is served */
export async function judge(
  tuning: JudgedNetwork,
  splits: Record<'validation' | 'test', EncodedSplit>,
  { calibration: method, conformal, seed }: Pick<ModelJobInput, 'calibration' | 'conformal' | 'seed'>,
  given?: Calibration,
): Promise<Verdict> {
  const { type, scope } = tuning.options;
  const observe = async ({ examples, rows }: EncodedSplit) =>
    type.observe(examples, rows, await tuning.outputs(rows), scope);
  const onValidation = await observe(splits.validation);
  const calibration = given ?? type.calibrate(onValidation, { method, conformal, seed }, scope);
  const split = splits.test.examples.length ? 'test' : 'validation';
  const { examples } = splits[split];
  if (!examples.length) return { calibration, evaluated: null };
  const observations = split === 'test' ? await observe(splits.test) : onValidation;
  await type.complete?.(examples, observations, scope, tuning);
  const judgement = type.judge({
    examples: examples.map((example) => ({ id: example.id, text: type.excerpt(example) })),
    observations,
    scope,
    calibration,
    evidence: split === 'test' ? 'test' : 'cross-fitted',
    seed,
  });
  return { calibration, evaluated: { split, ...judgement } };
}

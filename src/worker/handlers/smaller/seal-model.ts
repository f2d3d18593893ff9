/** The last step of a job that made a model smaller: what was found out about it, and its manifest. */
import { join } from 'node:path';
import type { Architecture } from '../../../ml/architectures/architecture.js';
import type { ModelCard } from '../../../ml/artifact/model-card.js';
import { ModelFolder } from '../../../ml/artifact/model-folder.js';
import { writeVerdict } from '../../../ml/artifact/write-model.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import {
  MODEL_JOB_MODEL_FOLDER,
  MODEL_JOB_PREDICTIONS_FILE,
  type ModelJobInput,
} from '../../../ml/training/model-job.schemas.js';
import { keptEvaluation, type Verdict } from '../fine-tune/judge.js';
import { writePredictions } from '../write-predictions.js';

interface SmallerModel {
  input: ModelJobInput;
  architecture: Architecture;
  headLabels: readonly string[];
  parameters: number;
  verdict: Verdict;
  card: ModelCard;
}

export async function sealModel(scratch: string, { input, architecture, verdict, card, ...made }: SmallerModel) {
  const folder = join(scratch, MODEL_JOB_MODEL_FOLDER);
  const { calibration, evaluated } = verdict;
  await writeVerdict(folder, { calibration, evaluation: keptEvaluation(verdict), card });
  const confusions =
    evaluated && (await writePredictions(join(scratch, MODEL_JOB_PREDICTIONS_FILE), evaluated.predictions));
  const { name, lineage } = input.result;
  await ModelFolder.seal(folder, {
    name,
    kind: 'fine-tuned',
    architecture: architecture.modelType,
    sizes: architecture.sizes,
    parameters: made.parameters,
    task: input.task,
    labels: input.labels.length ? [...taskTypeOf(input.task).labelsOf(made.headLabels)] : null,
    lineage,
  });
  return { evaluatedSplit: evaluated?.split ?? null, evaluation: evaluated && { ...evaluated.result, confusions } };
}

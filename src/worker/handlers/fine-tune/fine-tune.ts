/** The task kind `fine-tune`: trains, calibrates, evaluates and writes one classifier. */
import { join } from 'node:path';
import type { WeightSpec } from '../../../ml/architectures/architecture.js';
import { type ModelFiles, openModelFiles, readWeights, weightsPresent } from '../../../ml/artifact/load-model.js';
import { ModelFolder } from '../../../ml/artifact/model-folder.js';
import { BestParametersFile, readCheckpoint } from '../../../ml/artifact/training-checkpoint.js';
import { writeClassifier } from '../../../ml/artifact/write-classifier.js';
import { chooseEngine } from '../../../ml/engine/engines.js';
import { parameterCount } from '../../../ml/engine/parameter-store.js';
import type { Prediction } from '../../../ml/evaluation/prediction.js';
import { ADAPTER_FOLDER, writePeftAdapters } from '../../../ml/lora/peft-files.js';
import { classificationTask } from '../../../ml/tasks/classification.js';
import { ClassifierFineTuning } from '../../../ml/training/classifier-fine-tuning.js';
import {
  FINE_TUNE_MODEL_FOLDER,
  FINE_TUNE_PREDICTIONS_FILE,
  FineTuneInput,
  type FineTuneOutput,
} from '../../../ml/training/fine-tune.schemas.js';
import { type Hyperparameters, resolveHyperparameters } from '../../../ml/training/hyperparameters.js';
import { initialTrainingState, type TrainingState } from '../../../ml/training/train.js';
import { LineFile } from '../../line-file.js';
import type { WorkerEvent } from '../../protocol.js';
import { PAUSED, type TaskContext } from '../../task-handler.js';
import { fineTuneCard } from './fine-tune-card.js';
import { judgeClassifier, type Verdict } from './judge-classifier.js';
import { encodeSplit, type LabelledSplits, readSplits, tokensP95 } from './labelled-splits.js';
import { trainWithCheckpoints } from './train-with-checkpoints.js';

export async function* fineTune(
  raw: unknown,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, FineTuneOutput | typeof PAUSED> {
  const input = FineTuneInput.parse(raw);
  const at = (path: string) => join(context.scratch, path);

  yield { type: 'status', message: 'Reading the model and the data.' };
  const base = await openModelFiles(at(input.model));
  const examples = await readSplits(at(input.dataset), input.labels);
  const hyperparameters = chooseHyperparameters(input, base, examples);
  yield { type: 'status', message: 'Chose the hyperparameters.', data: { hyperparameters } };

  const encode = (split: keyof LabelledSplits) =>
    encodeSplit(base.tokenizer, examples[split], hyperparameters.maxLength);
  const encoded = { train: encode('train'), validation: encode('validation'), test: encode('test') };
  if (encoded.train.truncated) {
    const share = ((100 * encoded.train.truncated) / examples.train.length).toFixed(1);
    const message = `${share} % of the training texts have more than ${hyperparameters.maxLength} tokens and are cut.`;
    yield { type: 'log', level: 'warn', message };
  }

  const tuning = await ClassifierFineTuning.prepare(
    {
      architecture: base.architecture,
      method: input.method,
      labels: input.labels.length,
      padId: base.tokenizer.padId,
      hyperparameters,
      seed: input.seed,
      train: encoded.train,
      validation: encoded.validation,
    },
    await chooseEngine(context.device, context),
  );
  const best = new BestParametersFile(context.scratch, tuning.store);
  const from = await startingPoint(input, base, tuning, best, context);
  yield { type: 'status', message: from.step ? `Going on from step ${from.step}.` : 'Training.' };
  const end = yield* trainWithCheckpoints(tuning, best, from, context);
  await tuning.dispose();
  if (end === PAUSED) return PAUSED;

  yield { type: 'status', message: 'Calibrating and evaluating.' };
  const verdict = await judgeClassifier(tuning, { examples, encoded }, input);
  if (verdict.evaluated) await writePredictions(at(FINE_TUNE_PREDICTIONS_FILE), verdict.evaluated.predictions);

  yield { type: 'status', message: 'Writing the model.' };
  const about = await writeModel(at(FINE_TUNE_MODEL_FOLDER), {
    input,
    base,
    tuning,
    hyperparameters,
    verdict,
    examples,
  });
  return {
    hyperparameters,
    steps: end.step,
    bestStep: end.best?.step ?? null,
    ...about,
    evaluatedSplit: verdict.evaluated?.split ?? null,
    evaluation: verdict.evaluated?.result ?? null,
    calibrated: verdict.calibration.method !== 'none',
  };
}

function chooseHyperparameters(input: FineTuneInput, base: ModelFiles, examples: LabelledSplits): Hyperparameters {
  // Not the tokenizer's own maximum: that is what an earlier job chose, where the base is a model of ours.
  const { architecture, tokenizer } = base;
  const modelMaxLength = architecture.sizes.maxLength;
  const { weights } = classificationTask(architecture, { labels: input.labels.length });
  return resolveHyperparameters(input.hyperparameters, {
    trainExamples: examples.train.length,
    validationExamples: examples.validation.length,
    tokensP95: tokensP95(tokenizer, examples.train, modelMaxLength),
    parameters: parameterCount(weights),
    method: input.method.type,
    modelMaxLength,
  });
}

/** Puts the base model's weights and fresh ones for what it lacks into place, and over them the checkpoint's if there is one. */
async function startingPoint(
  input: FineTuneInput,
  base: ModelFiles,
  tuning: ClassifierFineTuning,
  best: BestParametersFile,
  { checkpoint }: TaskContext,
): Promise<TrainingState> {
  const { task, lora } = tuning.plan;
  const loaded = input.fresh ? [] : await weightsToTakeOver(base, task.weights, input.labels);
  const names = new Set(loaded.map(({ name }) => name));
  tuning.makeFresh([...task.weights.filter(({ name }) => !names.has(name)), ...(lora?.adapters ?? [])]);
  await readWeights(base.folder, loaded, (name) => tuning.weight(name));
  return checkpoint ? readCheckpoint(checkpoint.path, tuning.store, best) : initialTrainingState();
}

/** The encoder whole; of the head what the base has, and what stands for labels only where they are the same. */
async function weightsToTakeOver(base: ModelFiles, weights: WeightSpec[], labels: string[]): Promise<WeightSpec[]> {
  const sameLabels = base.labels?.join('\n') === labels.join('\n');
  const encoder = new Set(base.architecture.weights.map(({ name }) => name));
  const head = weights.filter(({ name, perLabel }) => !encoder.has(name) && (sameLabels || !perLabel));
  return [...base.architecture.weights, ...(await weightsPresent(base.folder, head))];
}

interface Finished {
  input: FineTuneInput;
  base: ModelFiles;
  tuning: ClassifierFineTuning;
  hyperparameters: Hyperparameters;
  verdict: Verdict;
  examples: LabelledSplits;
}

async function writeModel(folder: string, finished: Finished) {
  const { input, base, tuning, hyperparameters, verdict, examples } = finished;
  const { plan } = tuning;
  const counts = { train: examples.train.length, validation: examples.validation.length, test: examples.test.length };
  await writeClassifier(folder, {
    base,
    task: plan.task,
    weights: tuning.servedWeights(),
    labels: input.labels,
    maxLength: hyperparameters.maxLength,
    calibration: verdict.calibration,
    card: fineTuneCard(input, hyperparameters, verdict, counts),
  });
  if (plan.lora) {
    await writePeftAdapters(join(folder, ADAPTER_FOLDER), {
      ...plan.lora,
      head: base.architecture.head('classification').weights({ labels: input.labels.length }),
      values: tuning.adapterWeights(),
      taskType: 'SEQ_CLS',
      baseModel: input.result.lineage.baseModel!.id,
    });
  }
  const { modelType: architecture, sizes } = base.architecture;
  const about = { architecture, parameters: parameterCount(plan.task.weights) };
  const { name, lineage } = input.result;
  await ModelFolder.seal(folder, {
    name,
    kind: 'fine-tuned',
    sizes,
    ...about,
    task: input.task,
    labels: input.labels,
    lineage,
  });
  return about;
}

async function writePredictions(path: string, predictions: Iterable<Prediction>): Promise<void> {
  const file = new LineFile(path);
  for (const prediction of predictions) await file.write([JSON.stringify(prediction)]);
  await file.close();
}

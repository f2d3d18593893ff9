/** The task kind `fine-tune`: trains, calibrates, evaluates and writes one model. */
import { join } from 'node:path';
import type { WeightSpec } from '../../../ml/architectures/architecture.js';
import { type ModelFiles, openModelFiles, readWeights, weightsPresent } from '../../../ml/artifact/load-model.js';
import { ModelFolder } from '../../../ml/artifact/model-folder.js';
import { BestParametersFile, readCheckpoint } from '../../../ml/artifact/training-checkpoint.js';
import { writeModelFolder } from '../../../ml/artifact/write-model.js';
import type { StoredExample } from '../../../ml/data/example.js';
import { chooseEngine } from '../../../ml/engine/engines.js';
import { parameterCount } from '../../../ml/engine/parameter-store.js';
import type { BaselineReport } from '../../../ml/evaluation/baseline/baseline-report.js';
import { InputError } from '../../../ml/input-error.js';
import { ADAPTER_FOLDER, writePeftAdapters } from '../../../ml/lora/peft-files.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import type { TaskScope } from '../../../ml/task-types/task-type.js';
import { fitValueScale } from '../../../ml/task-types/value-scale.js';
import { weighted } from '../../../ml/training/class-weights.js';
import { FineTuneInput, type FineTuneOutput } from '../../../ml/training/fine-tune.schemas.js';
import { type EncodedSplit, FineTuning } from '../../../ml/training/fine-tuning.js';
import type { Hyperparameters } from '../../../ml/training/hyperparameters.js';
import { MODEL_JOB_MODEL_FOLDER, MODEL_JOB_PREDICTIONS_FILE } from '../../../ml/training/model-job.schemas.js';
import { initialTrainingState, type TrainingState } from '../../../ml/training/train.js';
import type { WorkerEvent } from '../../protocol.js';
import { PAUSED, type TaskContext } from '../../task-handler.js';
import { writePredictions } from '../write-predictions.js';
import { chooseHyperparameters, unscaledScope } from './choose-hyperparameters.js';
import { fineTuneCard } from './fine-tune-card.js';
import { judge, keptEvaluation, type Verdict } from './judge.js';
import { judgeBaseline } from './judge-baseline.js';
import { readSplits, type Splits } from './read-splits.js';
import { trainWithCheckpoints } from './train-with-checkpoints.js';

export async function* fineTune(
  raw: unknown,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, FineTuneOutput | typeof PAUSED> {
  const input = FineTuneInput.parse(raw);
  const at = (path: string) => join(context.scratch, path);

  yield { type: 'status', message: 'Reading the model and the data.' };
  const base = await openModelFiles(at(input.model));
  const splits = await readSplits(at(input.dataset), input.evaluateOn);
  const type = taskTypeOf(input.task);
  const hyperparameters = chooseHyperparameters(input, base, splits);
  yield { type: 'status', message: 'Chose the hyperparameters.', data: { hyperparameters } };

  const scope = scopeOf(input, base, splits, hyperparameters);
  const encode = (examples: readonly StoredExample[]): EncodedSplit => ({ examples, rows: type.rows(examples, scope) });
  const encoded = {
    train: encode(weighted(input.task, splits.train, hyperparameters)),
    validation: encode(splits.validation),
    test: encode(splits.test),
  };
  if (!encoded.train.rows.rows.length) throw nothingToLearn(input.task);
  const { truncated } = encoded.train.rows;
  if (truncated) {
    const share = ((100 * truncated) / splits.train.length).toFixed(1);
    const message = `${share} % of the training texts have more than ${hyperparameters.maxLength} tokens and are cut.`;
    yield { type: 'log', level: 'warn', message };
  }

  const { train, validation } = encoded;
  const options = { type, scope, method: input.method, hyperparameters, train, validation };
  const tuning = await FineTuning.prepare(options, await chooseEngine(context.device, context));
  const best = new BestParametersFile(context.scratch, tuning.store);
  const from = await startingPoint(input, base, tuning, best, context);
  yield { type: 'status', message: from.step ? `Going on from step ${from.step}.` : 'Training.' };
  const end = yield* trainWithCheckpoints(tuning, best, from, context);
  await tuning.dispose();
  if (end === PAUSED) return PAUSED;

  yield { type: 'status', message: 'Calibrating and evaluating.' };
  const verdict = await judge(tuning, encoded, input);
  const { evaluated } = verdict;
  const baseline = evaluated && judgeBaseline(tuning, encoded, input, evaluated);
  if (baseline && baseline.verdict.better !== 'model') {
    const message = `The model is not shown to beat a linear model of the words. ${baseline.verdict.statement}`;
    yield { type: 'log', level: 'warn', message, data: { baseline: baseline.verdict } };
  }
  const confusions = evaluated && (await writePredictions(at(MODEL_JOB_PREDICTIONS_FILE), evaluated.predictions));

  yield { type: 'status', message: 'Writing the model.' };
  const about = await writeModel(at(MODEL_JOB_MODEL_FOLDER), {
    input,
    base,
    tuning,
    hyperparameters,
    verdict,
    baseline,
    splits,
  });
  return {
    hyperparameters,
    steps: end.step,
    bestStep: end.best?.step ?? null,
    ...about,
    evaluatedSplit: evaluated?.split ?? null,
    evaluation: evaluated && { ...evaluated.result, confusions, baseline },
    calibrated: verdict.calibration.method !== 'none',
  };
}

const nothingToLearn = (task: string) =>
  new InputError(
    'nothing-to-learn',
    `No training example leaves anything to learn of ${task} once it is cut to maxLength. Raise hyperparameters.maxLength, or look at the data.`,
  );

function scopeOf(input: FineTuneInput, base: ModelFiles, { train }: Splits, { maxLength }: Hyperparameters): TaskScope {
  const scope = { ...unscaledScope(input, base), maxLength };
  if (input.task !== 'text-regression') return scope;
  const values = (train as StoredExample<'text-regression'>[]).map(({ value }) => value);
  const head = base.architecture.head('classification').weights({ labels: 1 });
  return { ...scope, scale: fitValueScale(values, head) };
}

/** Puts the base model's weights and fresh ones for what it lacks into place, and over them the checkpoint's if there is one. */
async function startingPoint(
  input: FineTuneInput,
  base: ModelFiles,
  tuning: FineTuning,
  best: BestParametersFile,
  { checkpoint }: TaskContext,
): Promise<TrainingState> {
  const { task, lora, head } = tuning.plan;
  const loaded = input.fresh ? [] : await weightsToTakeOver(base, tuning);
  const names = new Set(loaded.map(({ name }) => name));
  const missing = input.fresh ? [] : head.filter(({ name }) => !names.has(name));
  if (tuning.objective.chosenTokens && missing.length) throw languageHeadMissing(missing[0]!.name);
  tuning.makeFresh([...task.weights.filter(({ name }) => !names.has(name)), ...(lora?.adapters ?? [])]);
  await readWeights(base.folder, loaded, (name) => tuning.weight(name));
  if (head.every(({ name }) => names.has(name))) tuning.scaleHead();
  return checkpoint ? readCheckpoint(checkpoint.path, tuning.store, best) : initialTrainingState();
}

const languageHeadMissing = (name: string) =>
  new InputError(
    'language-head-missing',
    `The model came without its language-model head: "${name}" is not among its weights. Import it as it was pretrained, such as BertForMaskedLM or LlamaForCausalLM.`,
  );

/**
 * The network whole; of the head what the base has, and what stands for labels only where they are the same and the task is.
 */
async function weightsToTakeOver(base: ModelFiles, { plan, options }: FineTuning): Promise<WeightSpec[]> {
  const { headLabels } = options.scope;
  const sameLabels = base.task === options.type.name && base.headLabels?.join('\n') === headLabels.join('\n');
  const head = plan.head.filter(({ perLabel }) => sameLabels || !perLabel);
  return [...base.architecture.weights, ...(await weightsPresent(base.folder, head))];
}

interface Finished {
  input: FineTuneInput;
  base: ModelFiles;
  tuning: FineTuning;
  hyperparameters: Hyperparameters;
  verdict: Verdict;
  baseline: BaselineReport | null;
  splits: Splits;
}

async function writeModel(folder: string, finished: Finished) {
  const { input, base, tuning, hyperparameters, verdict, baseline, splits } = finished;
  const { plan } = tuning;
  const { type, scope } = tuning.options;
  const counts = {
    train: splits.train.length,
    validation: splits.validation.length,
    test: input.evaluateOn === 'validation' ? null : splits.test.length,
  };
  await writeModelFolder(folder, {
    base,
    type,
    head: tuning.objective.head,
    headLabels: scope.headLabels,
    task: plan.task,
    weights: tuning.servedWeights(),
    maxLength: hyperparameters.maxLength,
    calibration: verdict.calibration,
    evaluation: keptEvaluation(verdict),
    card: fineTuneCard(input, hyperparameters, verdict, { baseline, counts }),
  });
  if (plan.lora) {
    await writePeftAdapters(join(folder, ADAPTER_FOLDER), {
      ...plan.lora,
      values: tuning.adapterWeights(),
      headName: tuning.objective.head,
      head: plan.head.filter(({ name }) => plan.trainable.some((weight) => weight.name === name)),
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
    labels: input.labels.length ? [...type.labelsOf(scope.headLabels)] : null,
    lineage,
  });
  return about;
}

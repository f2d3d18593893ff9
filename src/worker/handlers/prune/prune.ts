/** The task kind `prune`: takes heads and units out of a model, trains what is left, and compares it with what it was. */
import { join } from 'node:path';
import { loadWeights, openModelFiles } from '../../../ml/artifact/load-model.js';
import { BestParametersFile, readCheckpoint } from '../../../ml/artifact/training-checkpoint.js';
import { writeNetwork } from '../../../ml/artifact/write-model.js';
import { importanceOf } from '../../../ml/compression/importance.js';
import { PruneInput, type PruneOutput } from '../../../ml/compression/prune.schemas.js';
import { pruneNetwork } from '../../../ml/compression/prune-network.js';
import type { StoredExample } from '../../../ml/data/example.js';
import { chooseEngine } from '../../../ml/engine/engines.js';
import { InputError } from '../../../ml/input-error.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import { taskOf } from '../../../ml/tasks/objective.js';
import { weighted } from '../../../ml/training/class-weights.js';
import { FineTuning } from '../../../ml/training/fine-tuning.js';
import { MODEL_JOB_MODEL_FOLDER } from '../../../ml/training/model-job.schemas.js';
import { initialTrainingState } from '../../../ml/training/train.js';
import type { WorkerEvent } from '../../protocol.js';
import { PAUSED, type TaskContext } from '../../task-handler.js';
import { chooseHyperparameters, unscaledScope } from '../fine-tune/choose-hyperparameters.js';
import { readSplits } from '../fine-tune/read-splits.js';
import { trainWithCheckpoints } from '../fine-tune/train-with-checkpoints.js';
import { conclude } from '../smaller/conclude.js';
import { measureModel } from '../smaller/measured-model.js';

/** Training examples that importance is measured on. */
const IMPORTANCE_SAMPLE = 256;

export async function* prune(
  raw: unknown,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, PruneOutput | typeof PAUSED> {
  const input = PruneInput.parse(raw);
  const { seed, sparsity } = input;
  const at = (path: string) => join(context.scratch, path);

  yield { type: 'status', message: 'Measuring the model as it is.' };
  const base = await openModelFiles(at(input.model));
  if (base.config.pruned_heads) throw alreadyPruned();
  const splits = await readSplits(at(input.dataset));
  const { id } = input.result.lineage.baseModel!;
  const before = await measureModel({ folder: at(input.model), model: id, splits, seed }, context);

  const type = taskTypeOf(input.task);
  const headLabels = base.headLabels!;
  const asked = { ...input, labels: [...type.labelsOf(headLabels)], method: { type: 'full' as const } };
  const hyperparameters = chooseHyperparameters(asked, base, splits);
  yield { type: 'status', message: 'Chose the hyperparameters.', data: { hyperparameters } };

  yield { type: 'status', message: 'Finding what matters least.' };
  const { maxLength } = hyperparameters;
  const whole = { ...unscaledScope(asked, base), headLabels, maxLength };
  const engine = await chooseEngine(context.device, context);
  const task = taskOf(base.architecture.withDropout(0), type.objective(whole, 0));
  const weights = await loadWeights(at(input.model), task.weights);
  const sample = type.rows(splits.train.slice(0, IMPORTANCE_SAMPLE), whole);
  const network = { architecture: base.architecture, task, weights };
  const importance = await importanceOf(network, sample, engine, context.signal);
  const pruned = pruneNetwork(base, weights, importance, sparsity);

  const scope = { ...whole, architecture: pruned.model.architecture };
  const encode = (examples: readonly StoredExample[]) => ({ examples, rows: type.rows(examples, scope) });
  const train = encode(weighted(input.task, splits.train, hyperparameters));
  const options = { type, scope, method: asked.method, hyperparameters, train, validation: encode(splits.validation) };
  const tuning = await FineTuning.prepare(options, engine);
  for (const { name } of tuning.plan.task.weights) tuning.weight(name).set(pruned.weights[name]!);
  const best = new BestParametersFile(context.scratch, tuning.store);
  const { checkpoint } = context;
  const from = checkpoint ? await readCheckpoint(checkpoint.path, tuning.store, best) : initialTrainingState();
  yield { type: 'status', message: from.step ? `Going on from step ${from.step}.` : 'Training what is left.' };
  const end = yield* trainWithCheckpoints(tuning, best, from, context);
  await tuning.dispose();
  if (end === PAUSED) return PAUSED;

  yield { type: 'status', message: 'Writing the model.' };
  const { head } = tuning.objective;
  const written = { base: pruned.model, type, head, headLabels, task: tuning.plan.task, maxLength };
  await writeNetwork(at(MODEL_JOB_MODEL_FOLDER), { ...written, weights: tuning.servedWeights() });

  yield { type: 'status', message: 'Calibrating and measuring what came of it.' };
  const { architecture } = scope;
  const smaller = { input, made: 'Pruned', before, architecture, headLabels, maxLength, splits, hyperparameters };
  return { ...(await conclude(smaller, context)), hyperparameters, steps: end.step };
}

const alreadyPruned = () =>
  new InputError(
    'already-pruned',
    'The model lacks heads already. Prune the one that it was made from, with a larger share.',
  );

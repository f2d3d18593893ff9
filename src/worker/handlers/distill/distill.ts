/** The task kind `distill`: trains a small model on what a large one answers, and compares the two. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelFiles, openModelFiles } from '../../../ml/artifact/load-model.js';
import { BestParametersFile } from '../../../ml/artifact/training-checkpoint.js';
import { writeNetwork } from '../../../ml/artifact/write-model.js';
import { DistillInput, type DistillOutput } from '../../../ml/compression/distill.schemas.js';
import { withLayers } from '../../../ml/compression/fewer-layers.js';
import type { StoredExample } from '../../../ml/data/example.js';
import { chooseEngine } from '../../../ml/engine/engines.js';
import { InputError } from '../../../ml/input-error.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import { DistilledRows } from '../../../ml/task-types/rows/distilled-rows.js';
import { weighted } from '../../../ml/training/class-weights.js';
import type { Distillation } from '../../../ml/training/distillation.js';
import { FineTuning } from '../../../ml/training/fine-tuning.js';
import { MODEL_JOB_MODEL_FOLDER } from '../../../ml/training/model-job.schemas.js';
import type { WorkerEvent } from '../../protocol.js';
import { PAUSED, type TaskContext } from '../../task-handler.js';
import { chooseHyperparameters, unscaledScope } from '../fine-tune/choose-hyperparameters.js';
import { readSplits } from '../fine-tune/read-splits.js';
import { trainWithCheckpoints } from '../fine-tune/train-with-checkpoints.js';
import { conclude } from '../smaller/conclude.js';
import { measureModel } from '../smaller/measured-model.js';
import { startStudent } from './start-student.js';
import { teacherProbabilities } from './teacher-probabilities.js';

export async function* distill(
  raw: unknown,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, DistillOutput | typeof PAUSED> {
  const input = DistillInput.parse(raw);
  const at = (path: string) => join(context.scratch, path);
  const { folder, id } = input.teacher!;

  yield { type: 'status', message: 'Reading the models and the data.' };
  const teacher = await openModelFiles(at(folder));
  const student = input.layers ? withLayers(teacher, input.layers) : await openModelFiles(at(input.model));
  if (input.hiddenStates) await checkSameTokenizer(student, teacher);
  const splits = await readSplits(at(input.dataset));
  const type = taskTypeOf(input.task);
  const { seed, temperature, alpha } = input;
  // What the teacher tells apart, the student learns to tell apart.
  const asked = { ...input, labels: [...type.labelsOf(teacher.headLabels!)], method: { type: 'full' as const } };
  const hyperparameters = chooseHyperparameters(asked, student, splits);
  yield { type: 'status', message: 'Chose the hyperparameters.', data: { hyperparameters } };

  yield { type: 'status', message: 'Asking the teacher.' };
  const before = await measureModel({ folder: at(folder), model: id, splits, seed }, context);
  const independent = input.task === 'multi-label-classification';
  const answers = { temperature, independent };
  const probabilities = await teacherProbabilities(at(folder), splits.train, answers, context);

  const { maxLength } = hyperparameters;
  const scope = { ...unscaledScope(asked, student), headLabels: teacher.headLabels!, maxLength };
  const encode = (examples: readonly StoredExample[]) => ({ examples, rows: type.rows(examples, scope) });
  const learned = encode(weighted(input.task, splits.train, hyperparameters));
  const distillation: Distillation = {
    temperature,
    alpha,
    independent,
    teacher: input.hiddenStates ? teacher.architecture : null,
  };
  const train = { examples: learned.examples, rows: new DistilledRows(learned.rows, probabilities) };
  const options = { type, scope, method: asked.method, hyperparameters, train, validation: encode(splits.validation) };
  const tuning = await FineTuning.prepare({ ...options, distillation }, await chooseEngine(context.device, context));
  const best = new BestParametersFile(context.scratch, tuning.store);
  const from = await startStudent({ tuning, student, teacher, layers: input.layers, best }, context);
  yield { type: 'status', message: from.step ? `Going on from step ${from.step}.` : 'Training.' };
  const end = yield* trainWithCheckpoints(tuning, best, from, context);
  await tuning.dispose();
  if (end === PAUSED) return PAUSED;

  yield { type: 'status', message: 'Writing the model.' };
  const { task } = tuning.plan;
  const { head } = tuning.objective;
  const { headLabels } = scope;
  const network = { base: student, type, head, headLabels, task, maxLength };
  await writeNetwork(at(MODEL_JOB_MODEL_FOLDER), { ...network, weights: tuning.servedWeights() });

  yield { type: 'status', message: 'Calibrating and measuring what came of it.' };
  const { architecture } = student;
  const smaller = {
    input,
    made: `Distilled from ${id}`,
    before,
    architecture,
    headLabels,
    maxLength,
    splits,
    hyperparameters,
  };
  return { ...(await conclude(smaller, context)), hyperparameters, steps: end.step };
}

/** States are compared token by token. */
async function checkSameTokenizer(student: ModelFiles, teacher: ModelFiles): Promise<void> {
  const read = ({ folder }: ModelFiles) => readFile(join(folder, 'tokenizer.json'), 'utf8');
  if ((await read(student)) === (await read(teacher))) return;
  throw new InputError(
    'tokenizers-differ',
    'hiddenStates needs a student that cuts texts into the same tokens as its teacher; these have different tokenizers. Leave hiddenStates out, or choose another student.',
  );
}

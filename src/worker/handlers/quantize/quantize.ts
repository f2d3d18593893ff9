/** The task kind `quantize`: writes a model in 8 bits, calibrates it anew and compares it with what it was. */
import { join } from 'node:path';
import { loadWeights, openModelFiles } from '../../../ml/artifact/load-model.js';
import { writeNetwork } from '../../../ml/artifact/write-model.js';
import { QuantizeInput, type QuantizeOutput } from '../../../ml/compression/quantize.schemas.js';
import { InputError } from '../../../ml/input-error.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import { UNSCALED } from '../../../ml/task-types/value-scale.js';
import { taskOf } from '../../../ml/tasks/objective.js';
import { MODEL_JOB_MODEL_FOLDER } from '../../../ml/training/model-job.schemas.js';
import type { WorkerEvent } from '../../protocol.js';
import type { TaskContext } from '../../task-handler.js';
import { readSplits } from '../fine-tune/read-splits.js';
import { conclude } from '../smaller/conclude.js';
import { measureModel } from '../smaller/measured-model.js';

export async function* quantize(raw: unknown, context: TaskContext): AsyncGenerator<WorkerEvent, QuantizeOutput> {
  const input = QuantizeInput.parse(raw);
  const { precision, seed } = input;
  const at = (path: string) => join(context.scratch, path);
  const [source, out] = [at(input.model), at(MODEL_JOB_MODEL_FOLDER)];

  yield { type: 'status', message: 'Measuring the model as it is.' };
  const splits = await readSplits(at(input.dataset));
  const base = await openModelFiles(source);
  if (base.precision === precision) throw alreadyQuantized();
  const { id } = input.result.lineage.baseModel!;
  const before = await measureModel({ folder: source, model: id, splits, seed }, context);

  yield { type: 'status', message: 'Rounding the weights.' };
  const type = taskTypeOf(input.task);
  const { architecture, tokenizer } = base;
  const maxLength = Math.min(tokenizer.maxLength ?? architecture.sizes.maxLength, architecture.sizes.maxLength);
  const scope = { tokenizer, architecture, headLabels: base.headLabels ?? [], maxLength, seed, scale: UNSCALED };
  const task = taskOf(architecture, type.objective(scope, 0));
  const weights = await loadWeights(source, task.weights);
  const head = type.head(architecture);
  const written = { base, type, head, headLabels: scope.headLabels, task, weights, maxLength, precision };
  await writeNetwork(out, written);

  yield { type: 'status', message: 'Calibrating and measuring what came of it.' };
  const { headLabels } = scope;
  const made = `Quantised to ${precision}`;
  return conclude({ input, made, before, architecture, headLabels, maxLength, splits, warnings: LIMITS }, context);
}

/** What people must know who take it elsewhere. */
const LIMITS = [
  'Its weights are 8-bit integers with scales, in model.int8.safetensors: transformers refuses the folder. Any ONNX runtime and transformers.js load onnx/model.onnx, which computes in 8 bits as well.',
  'Inputs of products are rounded over a whole batch, so that an answer may differ in its last digits with what it is batched with.',
];

const alreadyQuantized = () =>
  new InputError('already-quantized', 'The model is in 8 bits already. Quantise the one that it was made from.');

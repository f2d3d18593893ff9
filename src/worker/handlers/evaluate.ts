import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '../../ml/artifact/json-file.js';
import { MANIFEST_FILE, MAX_MANIFEST_BYTES, Manifest } from '../../ml/artifact/manifest.js';
import type { CalibrationEvidence } from '../../ml/calibration/calibration-report.js';
import type { StoredExample } from '../../ml/data/example.js';
import { readLines } from '../../ml/data/lines.js';
import { EVALUATE_PREDICTIONS_FILE, EvaluateInput, type EvaluateOutput } from '../../ml/evaluation/evaluate.schemas.js';
import type { JudgedExample } from '../../ml/evaluation/prediction.js';
import { type Slicing, sliceValue } from '../../ml/evaluation/slice-report.js';
import { TextModel } from '../../ml/inference/text-model.js';
import { InputError } from '../../ml/input-error.js';
import type { WorkerEvent } from '../protocol.js';
import type { TaskContext } from '../task-handler.js';
import { writePredictions } from './write-predictions.js';

/** Texts that are predicted between two reports of progress; batches of similar length are made within them. */
const CHUNK = 1024;

/** Measures a model on a split: looks at every example, then draws everything else from what it saw. */
export async function* evaluate(rawInput: unknown, context: TaskContext): AsyncGenerator<WorkerEvent, EvaluateOutput> {
  const input = EvaluateInput.parse(rawInput);
  const at = (path: string) => join(context.scratch, path);
  const model = await TextModel.load(at(input.model), 'evaluate', { ...context, seed: input.seed });
  const observed = new ObservedExamples(model, input.sliceBy);
  try {
    for await (const chunk of chunks(at(input.examples), CHUNK)) {
      await observed.add(chunk, context.signal);
      yield { type: 'progress', step: observed.examples.length, totalSteps: null };
    }
  } finally {
    await model.dispose();
  }
  const { result, predictions } = model.type.judge({
    examples: observed.examples,
    groups: observed.groups,
    observations: observed.observations,
    scope: model.scope,
    calibration: model.calibration,
    evidence: await evidenceOf(at(input.model), input),
    seed: input.seed,
    slices: observed.slices(),
  });
  const confusions = await writePredictions(at(EVALUATE_PREDICTIONS_FILE), predictions);
  return { result: { ...result, confusions } };
}

/** What is kept of the examples while their texts pass by. */
class ObservedExamples {
  readonly examples: JudgedExample[] = [];
  readonly observations: unknown[] = [];
  readonly groups: (string | null)[] = [];

  constructor(
    private readonly model: TextModel,
    private readonly sliceBy: readonly string[],
  ) {}

  async add(examples: readonly StoredExample[], signal: AbortSignal): Promise<void> {
    const { type, scope } = this.model;
    const rows = type.rows(examples, scope);
    const observations = type.observe(examples, rows, await this.model.outputs(rows, signal), scope);
    // Of the first alone: writing takes long, and some texts are enough to compare.
    if (this.examples.length === 0) await type.complete?.(examples, observations, scope, this.model, signal);
    for (const [i, example] of examples.entries()) {
      const slices = Object.fromEntries(this.sliceBy.map((field) => [field, sliceValue(example, field)]));
      this.examples.push({
        id: example.id,
        text: type.excerpt(example),
        group: example.group,
        ...(this.sliceBy.length > 0 && { slices }),
      });
      this.observations.push(observations[i]);
      this.groups.push(example.group ?? null);
    }
  }

  slices(): Slicing[] | undefined {
    if (this.sliceBy.length === 0) return undefined;
    return this.sliceBy.map((by) => {
      const values = this.examples.map(({ slices }) => slices![by]!);
      if (values.every((value) => value === null)) {
        throw new InputError('slice-field-missing', `No example of the split has the field "${by}" to slice by.`);
      }
      return { by, values };
    });
  }
}

async function* chunks(path: string, size: number): AsyncGenerator<StoredExample[]> {
  let chunk: StoredExample[] = [];
  for await (const lines of readLines(createReadStream(path))) {
    for (const line of lines) {
      chunk.push(JSON.parse(line));
      if (chunk.length < size) continue;
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Weights were fitted on the training split of the model's own data set, and a calibration on the validation split, or on
 * what it was calibrated on anew. Later versions may hold the same examples there, so the version does not matter.
 */
async function evidenceOf(folder: string, { dataset, split }: EvaluateInput): Promise<CalibrationEvidence> {
  const manifest = await readJsonFile(join(folder, MANIFEST_FILE), Manifest, MAX_MANIFEST_BYTES, 'manifest-invalid');
  const { calibration, dataset: trainedOn } = manifest.lineage;
  if (split === 'train' && trainedOn?.id === dataset) return 'train';
  const fittedOn = calibration ? calibration.dataset : trainedOn && { ...trainedOn, split: 'validation' };
  return fittedOn?.id === dataset && fittedOn.split === split ? 'cross-fitted' : 'test';
}

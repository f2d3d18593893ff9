import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile } from '../../ml/artifact/json-file.js';
import { MANIFEST_FILE, MAX_MANIFEST_BYTES, Manifest } from '../../ml/artifact/manifest.js';
import type { StoredExample } from '../../ml/data/example.js';
import { readLines } from '../../ml/data/lines.js';
import { EVALUATE_PREDICTIONS_FILE, EvaluateInput, type EvaluateOutput } from '../../ml/evaluation/evaluate.schemas.js';
import { evaluateClassifier } from '../../ml/evaluation/evaluate-classifier.js';
import { excerptOf, predictionsWorstFirst } from '../../ml/evaluation/prediction.js';
import { sliceValue } from '../../ml/evaluation/slice-report.js';
import { Classifier } from '../../ml/inference/classifier.js';
import { InputError } from '../../ml/input-error.js';
import { LineFile } from '../line-file.js';
import type { WorkerEvent } from '../protocol.js';
import type { TaskContext } from '../task-handler.js';

/** Texts that are predicted between two reports of progress; batches of similar length are made within them. */
const CHUNK = 1024;

/** Measures a model on a split: predicts every example, then everything else from its logits. */
export async function* evaluate(rawInput: unknown, context: TaskContext): AsyncGenerator<WorkerEvent, EvaluateOutput> {
  const input = EvaluateInput.parse(rawInput);
  const at = (path: string) => join(context.scratch, path);
  const classifier = await Classifier.load(at(input.model), context);
  const rows = new EvaluatedRows(classifier.labels, input.sliceBy);
  try {
    for await (const chunk of chunks(at(input.examples), CHUNK)) {
      rows.add(chunk, await classifier.logits(chunk, context.signal));
      yield { type: 'progress', step: rows.examples.length, totalSteps: null };
    }
  } finally {
    await classifier.dispose();
  }
  const { result, before, after } = evaluateClassifier({
    logits: rows.logits,
    labels: rows.labels,
    labelNames: classifier.labels,
    calibration: classifier.calibration,
    evidence: await evidenceOf(at(input.model), input),
    seed: input.seed,
    slices: rows.slices(),
  });
  const file = new LineFile(at(EVALUATE_PREDICTIONS_FILE));
  for (const prediction of predictionsWorstFirst({ ...rows, labelNames: classifier.labels, before, after })) {
    await file.write([JSON.stringify(prediction)]);
  }
  await file.close();
  return { result };
}

/** What is kept of the examples while their texts pass by. */
class EvaluatedRows {
  readonly examples: { id: string; text: string }[] = [];
  readonly labels: number[] = [];
  readonly logits: Float32Array[] = [];
  private readonly sliceValues: (string | null)[] = [];
  private readonly indexOf: ReadonlyMap<string, number>;

  constructor(
    labelNames: readonly string[],
    private readonly sliceBy: string | null,
  ) {
    this.indexOf = new Map(labelNames.map((name, index) => [name, index]));
  }

  add(examples: readonly StoredExample<'text-classification'>[], logits: readonly Float32Array[]): void {
    for (const [i, example] of examples.entries()) {
      const label = this.indexOf.get(example.label ?? '');
      if (label === undefined) {
        const known = [...this.indexOf.keys()].slice(0, 10).join(', ');
        throw new InputError(
          'label-unknown',
          `The example ${example.id} has the label ${JSON.stringify(example.label)}, which the model does not know; it knows ${known}.`,
        );
      }
      this.examples.push({ id: example.id, text: excerptOf(example.text) });
      this.labels.push(label);
      this.logits.push(logits[i]!);
      if (this.sliceBy !== null) this.sliceValues.push(sliceValue(example, this.sliceBy));
    }
  }

  slices(): { by: string; values: (string | null)[] } | undefined {
    if (this.sliceBy === null) return undefined;
    if (this.sliceValues.every((value) => value === null)) {
      throw new InputError(
        'slice-field-missing',
        `No example of the split has the field "${this.sliceBy}" to slice by.`,
      );
    }
    return { by: this.sliceBy, values: this.sliceValues };
  }
}

async function* chunks(path: string, size: number): AsyncGenerator<StoredExample<'text-classification'>[]> {
  let chunk: StoredExample<'text-classification'>[] = [];
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
 * A calibration was fitted on the validation split of the model's own data set. Later versions may hold the same
 * examples there, so the version does not matter.
 */
async function evidenceOf(folder: string, { dataset, split }: EvaluateInput): Promise<'test' | 'cross-fitted'> {
  const manifest = await readJsonFile(join(folder, MANIFEST_FILE), Manifest, MAX_MANIFEST_BYTES, 'manifest-invalid');
  return split === 'validation' && manifest.lineage.dataset?.id === dataset ? 'cross-fitted' : 'test';
}

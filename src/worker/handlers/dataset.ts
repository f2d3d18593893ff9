import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SPLITS } from '../../ml/data/example.js';
import { DATA_LIMITS } from '../../ml/data/limits.js';
import { readLines } from '../../ml/data/lines.js';
import { openSource } from '../../ml/data/reading/open-source.js';
import type { RowReader } from '../../ml/data/reading/row-reader.js';
import { type Recipe, versionDigest } from '../../ml/data/recipe.js';
import { VersionDraft, withSplit } from '../../ml/data/version-draft.js';
import { DATASET_OUTPUT_FOLDER, DatasetTaskInput, type DatasetTaskOutput } from '../../ml/data/version-task.js';
import { LineFile } from '../line-file.js';
import type { WorkerEvent } from '../protocol.js';
import type { TaskContext } from '../task-handler.js';

/** Rows between two reports of progress. */
const PROGRESS_ROWS = 20_000;
const READ_BYTES = 256 * 1024;

/**
 * Makes a version of a data set: reads the source, drops what must go, splits, writes one file a split. The rows wait in
 * a file of the scratch folder until all have been seen; memory holds some 70 bytes of each.
 */
export async function* dataset(
  rawInput: unknown,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, DatasetTaskOutput> {
  const input = DatasetTaskInput.parse(rawInput);
  const at = (...path: string[]) => join(context.scratch, ...path);
  const draft = new VersionDraft(input.task, input.options, DATA_LIMITS);
  const waiting = new LineFile(at('rows.jsonl'));

  for (const split of input.extends ? SPLITS : []) {
    for await (const lines of readLines(read(at(input.extends!.folder, `${split}.jsonl`), context))) {
      await waiting.write(draft.inherit(lines, split));
    }
  }
  const source = await openSource(read(at(input.source.path), context), {
    task: input.task,
    options: input.options,
    fileName: input.source.fileName,
    limits: DATA_LIMITS,
  });
  const { format, columns } = source.decisions;
  yield { type: 'log', level: 'info', message: `Reading ${format}.`, data: { columns } };
  const batches = draft.take(source);
  let reader: RowReader;
  for (let reported = 0; ; ) {
    const next = await batches.next();
    if (next.done) {
      reader = next.value;
      break;
    }
    await waiting.write(next.value.lines);
    if (next.value.read - reported < PROGRESS_ROWS) continue;
    reported = next.value.read;
    yield { type: 'progress', step: reported, totalSteps: null };
  }
  await waiting.close();
  const finishedDraft = draft.finish(source, reader);

  await mkdir(at(DATASET_OUTPUT_FOLDER), { recursive: true });
  const files = SPLITS.map((split) => new LineFile(at(DATASET_OUTPUT_FOLDER, `${split}.jsonl`)));
  let row = 0;
  for await (const lines of readLines(read(at('rows.jsonl'), context))) {
    const parts: string[][] = files.map(() => []);
    for (const line of lines) {
      const split = finishedDraft.splits[row++]!;
      if (split >= 0) parts[split]!.push(withSplit(line, SPLITS[split]!));
    }
    await Promise.all(files.map((file, split) => file.write(parts[split]!)));
  }
  await rm(at('rows.jsonl'));
  const [train, validation, test] = await Promise.all(files.map((file) => file.close()));
  await writeFile(at(DATASET_OUTPUT_FOLDER, 'report.json'), JSON.stringify(finishedDraft.report));

  const recipe: Recipe = {
    task: input.task,
    source: { ...input.source.recipe, ...source.decisions },
    options: input.options,
    extends: input.extends && { version: input.extends.version, digest: input.extends.digest },
    splitBy: finishedDraft.splitBy,
    codeVersion: input.codeVersion,
  };
  return {
    digest: versionDigest(recipe, { train: train!, validation: validation!, test: test! }),
    recipe,
    labels: finishedDraft.labels,
    counts: finishedDraft.counts,
  };
}

function read(path: string, { signal }: TaskContext): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: READ_BYTES, signal });
}

import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Anonymizer } from '../../ml/data/anonymizing/anonymizer.js';
import { hideValues } from '../../ml/data/anonymizing/without-values.js';
import type { CleaningExample } from '../../ml/data/cleaning/cleaning-examples.js';
import { PairExamples } from '../../ml/data/cleaning/pair-examples.js';
import { SPLITS, type Split } from '../../ml/data/example.js';
import { DATA_LIMITS } from '../../ml/data/limits.js';
import { readLineBytes, readLines } from '../../ml/data/lines.js';
import { lineEnding } from '../../ml/data/making/canonical-line.js';
import { quoteFault } from '../../ml/data/reading/csv.js';
import type { QuoteFault } from '../../ml/data/reading/csv-records.js';
import { openSource, type Source } from '../../ml/data/reading/open-source.js';
import { fileSource, readPieces, type SourceFile } from '../../ml/data/reading/source-file.js';
import { type Recipe, versionDigest } from '../../ml/data/recipe.js';
import type { DatasetReport } from '../../ml/data/report.js';
import { type TokenLengthSummary, TokenLengths } from '../../ml/data/token-lengths.js';
import { type FinishedDraft, type TakenRows, VersionDraft } from '../../ml/data/version-draft.js';
import {
  DATASET_OUTPUT_FOLDER,
  DatasetTaskInput,
  type DatasetTaskOutput,
  SUSPICIOUS_LABELS_FILE,
} from '../../ml/data/version-task.js';
import { LabelReview } from '../../ml/evaluation/confident-learning/label-review.js';
import type { LabelReviewSummary } from '../../ml/evaluation/confident-learning/suspicious-label.js';
import { InputError } from '../../ml/input-error.js';
import { Tokenizer } from '../../ml/tokenizers/tokenizer.js';
import { LineFile } from '../line-file.js';
import type { WorkerEvent } from '../protocol.js';
import { madeInThreads } from '../row-threads/row-threads.js';
import type { TaskContext } from '../task-handler.js';

/** Rows between two reports of progress. */
const PROGRESS_ROWS = 20_000;
const READ_BYTES = 256 * 1024;
/** All rows, while it is not known yet which split they go to. */
const WAITING = 'rows.jsonl';
/** Bytes of a source from which on threads are worth their start. */
const LEAST_FOR_THREADS = 8_000_000;
/** More have nothing to do: one has to put their work together, and to write it. */
const MOST_THREADS = 4;
const NEWLINE = 0x0a;
const LINE_ENDINGS = SPLITS.map((split) => Buffer.from(lineEnding(split)));

/**
 * Makes a version of a data set: reads the source, drops what must go, splits, writes one file a split. The rows wait in
 * a file of the scratch folder until all have been seen; memory holds some 50 bytes of each.
 */
export async function* dataset(
  rawInput: unknown,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, DatasetTaskOutput> {
  const input = DatasetTaskInput.parse(rawInput);
  refuseNothing(input.source);
  try {
    return yield* make(input, context);
  } catch (error) {
    throw input.options.anonymize ? hideValues(error) : error;
  }
}

async function* make(input: DatasetTaskInput, context: TaskContext): AsyncGenerator<WorkerEvent, DatasetTaskOutput> {
  const { draft, recipe } = yield* gather(input, context);
  const review = startReview(input, draft);
  const { hashes, tokens, pairs } = await distribute(draft, input, context, review);
  if (review.reason === null) yield { type: 'log', level: 'info', message: 'Looking for suspicious labels.', data: {} };
  const { summary, suspicious } = review.finish();
  const folder = join(context.scratch, DATASET_OUTPUT_FOLDER);
  await writeFile(join(folder, SUSPICIOUS_LABELS_FILE), suspicious.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const report: DatasetReport = {
    ...draft.report,
    warnings: [...remarks(input.source), ...draft.report.warnings, ...remarksOnLabels(summary)],
    examples: [...draft.report.examples, ...pairs],
    tokens,
    suspiciousLabels: summary,
  };
  await writeFile(join(folder, 'report.json'), JSON.stringify(report));
  return { digest: versionDigest(input.task, hashes), recipe, labels: draft.labels, counts: draft.counts };
}

/** @throws InputError where the service has no record that could be a row: for a file, its reader says so. */
function refuseNothing({ records, recipe }: DatasetTaskInput['source']): void {
  if (records === null || records.taken > 0) return;
  const { type, deployment, since } = recipe;
  const what = type === 'feedback' ? 'feedback that says what a label should be' : `${type} with a text`;
  const left = records.leftOut > 0 ? `; ${records.leftOut} were left out, for no row can be made of them` : '';
  throw new InputError(
    'no-records',
    `Expected ${what} on ${deployment}${since ? ` since ${since}` : ''}; found none${left}. Come back when there is some.`,
  );
}

function remarks({ records, recipe }: DatasetTaskInput['source']): string[] {
  if (!records?.leftOut) return [];
  return [
    `${records.leftOut} records of ${recipe.type} were left out: their text is blank, or holds what no text may.`,
  ];
}

function startReview({ task, options }: DatasetTaskInput, { counts, labels }: FinishedDraft): LabelReview {
  const rows = counts.train + counts.validation + counts.test;
  return new LabelReview({ task, rows, labels: labels ?? [], asked: options.review?.suspiciousLabels });
}

function remarksOnLabels({ found, rows }: LabelReviewSummary): string[] {
  if (found === 0) return [];
  return [`${found} labels of the ${rows} looked at may be wrong; suspicious-labels lists them, the worst first.`];
}

/** Reads all rows, of the version that is extended first, and decides what becomes of each. */
async function* gather(
  input: DatasetTaskInput,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, { draft: FinishedDraft; recipe: Recipe }> {
  const draft = new VersionDraft(input.task, input.options, DATA_LIMITS, await anonymizerOf(input));
  const waiting = await open(join(context.scratch, WAITING), 'w');
  for (const split of input.extends ? SPLITS : []) {
    const path = join(input.extends!.folder, `${split}.jsonl`);
    for await (const lines of readLines(read(path, context)))
      await waiting.writeFile(inLines(draft.inherit(lines, split)));
  }
  if (input.frozenFrom) {
    const path = join(input.frozenFrom.folder, 'test.jsonl');
    for await (const lines of readLines(read(path, context)))
      await waiting.writeFile(inLines(draft.inherit(lines, 'test')));
  }
  const file = await fileSource(join(context.scratch, input.source.path), context.signal);
  const source = await openSource(file, {
    task: input.task,
    options: input.options,
    fileName: input.source.fileName,
    limits: DATA_LIMITS,
  });
  const { format, columns } = source.decisions;
  yield { type: 'log', level: 'info', message: `Reading ${format}.`, data: { columns } };
  let reported = 0;
  for await (const { lines, rows } of takenFrom(source, file, draft, input, context)) {
    await waiting.writeFile(lines);
    if (rows - reported < PROGRESS_ROWS) continue;
    reported = rows;
    yield { type: 'progress', step: rows, totalSteps: null };
  }
  await waiting.close();
  // What reading took would lie about while the splits are decided, where memory is at its most.
  globalThis.gc?.();
  const finished = draft.finish(source);
  const recipe: Recipe = {
    task: input.task,
    source: { ...input.source.recipe, ...source.decisions },
    options: input.options,
    extends: input.extends && { version: input.extends.version, digest: input.extends.digest },
    ...(input.frozenFrom && {
      frozenFrom: { version: input.frozenFrom.version, digest: input.frozenFrom.digest },
    }),
    splitBy: finished.splitBy,
    codeVersion: input.codeVersion,
  };
  return { draft: finished, recipe };
}

/** The rows of a source, made in threads of their own where it is worth it. */
async function* takenFrom(
  source: Source,
  { byteLength }: SourceFile,
  draft: VersionDraft,
  { options }: DatasetTaskInput,
  { threads }: TaskContext,
): AsyncGenerator<TakenRows> {
  const { pieces, decisions } = source;
  // Pseudonyms need the key, and what was found is counted over all rows: that stays in one place.
  if (!pieces || options.anonymize || threads < 2 || byteLength < LEAST_FOR_THREADS) {
    yield* draft.take(source);
    return;
  }
  const plan = { maker: draft.planFor(decisions), pieces: pieces.plan };
  const faultAt = (fault: QuoteFault, line: number) => quoteFault(fault, line, decisions.dialect!, DATA_LIMITS);
  const count = Math.min(threads, MOST_THREADS);
  for await (const made of madeInThreads(pieces.read(), plan, count, faultAt)) yield draft.add(made);
  draft.close();
}

function inLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Loaded only where it is asked for: what it knows of numbers in all countries is large. */
async function anonymizerOf({ options, pseudonymKey }: DatasetTaskInput): Promise<Anonymizer | null> {
  if (!options.anonymize) return null;
  if (pseudonymKey === null) throw new Error('Rows are to be anonymised, and the key for their pseudonyms is missing.');
  const { Anonymizer } = await import('../../ml/data/anonymizing/anonymizer.js');
  return new Anonymizer(options.anonymize, Buffer.from(pseudonymKey, 'base64'));
}

/** Copies each waiting row to its split's file. */
async function distribute(
  draft: FinishedDraft,
  input: DatasetTaskInput,
  context: TaskContext,
  review: LabelReview,
): Promise<{ hashes: Record<Split, string>; tokens: TokenLengthSummary | null; pairs: CleaningExample[] }> {
  const folder = join(context.scratch, DATASET_OUTPUT_FOLDER);
  await mkdir(folder, { recursive: true });
  const files = SPLITS.map((split) => new LineFile(join(folder, `${split}.jsonl`)));
  const { train, validation, test } = draft.counts;
  const lengths = await measure(input, train + validation + test, context);
  const pairs = new PairExamples(input.task, draft.pairs);
  let row = 0;
  // Bytes are copied: nothing of a line changes but its end.
  for await (const lines of readLineBytes(readPieces(join(context.scratch, WAITING), context.signal))) {
    let start = 0;
    for (let end = lines.indexOf(NEWLINE); end !== -1; end = lines.indexOf(NEWLINE, start)) {
      const [from, to] = [start, end];
      const line = () => lines.toString('utf8', from, to);
      pairs.add(row, line);
      const split = draft.splits[row++]!;
      if (split >= 0) {
        lengths?.add(line);
        review.add(line, SPLITS[split]!);
        files[split]!.gather(lines, start, end - 1, LINE_ENDINGS[split]!);
      }
      start = end + 1;
    }
    for (const file of files) await file.settle();
  }
  const [ofTrain, ofValidation, ofTest] = await Promise.all(files.map((file) => file.close()));
  await rm(join(context.scratch, WAITING));
  return {
    hashes: { train: ofTrain!, validation: ofValidation!, test: ofTest! },
    tokens: lengths?.summary() ?? null,
    pairs: pairs.list(),
  };
}

/** Null where there is no tokenizer to measure with. */
async function measure(
  { task, tokenizer: folder }: DatasetTaskInput,
  rows: number,
  { scratch }: TaskContext,
): Promise<TokenLengths | null> {
  if (folder === null) return null;
  const file = (name: string) => readFile(join(scratch, folder, name), 'utf8');
  const config = await file('tokenizer_config.json');
  const { model_max_length: limit = null } = JSON.parse(config) as { model_max_length?: number };
  return new TokenLengths(task, Tokenizer.fromFiles(await file('tokenizer.json'), config), rows, limit);
}

/** @param path below the scratch folder */
function read(path: string, { scratch, signal }: TaskContext): AsyncIterable<Buffer> {
  return createReadStream(join(scratch, path), { highWaterMark: READ_BYTES, signal });
}

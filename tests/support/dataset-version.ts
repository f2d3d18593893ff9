import { Anonymizer } from '../../src/ml/data/anonymizing/anonymizer.js';
import { PairExamples } from '../../src/ml/data/cleaning/pair-examples.js';
import type { DatasetTask, Example, Split, StoredExample } from '../../src/ml/data/example.js';
import { SPLITS } from '../../src/ml/data/example.js';
import { DATA_LIMITS, type DataLimits } from '../../src/ml/data/limits.js';
import { lineEnding } from '../../src/ml/data/making/canonical-line.js';
import { resolveOptions, VersionOptions } from '../../src/ml/data/options.js';
import { openSource, type SourceDecisions } from '../../src/ml/data/reading/open-source.js';
import { memorySource } from '../../src/ml/data/reading/source-file.js';
import type { DatasetReport } from '../../src/ml/data/report.js';
import { VersionDraft } from '../../src/ml/data/version-draft.js';

export interface BuiltVersion<Task extends DatasetTask = 'text-classification'> {
  splits: Record<Split, StoredExample<Task>[]>;
  report: DatasetReport;
  labels: string[] | null;
  decisions: SourceDecisions;
}

export interface BuildRequest<Task extends DatasetTask = 'text-classification'> {
  /** `text-classification` by default. */
  task?: Task;
  options?: VersionOptions;
  fileName?: string;
  limits?: Partial<DataLimits>;
  extend?: Record<Split, StoredExample<Task>[]>;
  /** Of the data set, where rows are anonymised. */
  pseudonymKey?: Buffer;
  /** Bytes the source comes in at a time; all at once by default. */
  chunk?: number;
}

/** Makes a version in memory, through the same parts as the worker does. */
export async function buildVersion<Task extends DatasetTask = 'text-classification'>(
  source: string | Buffer,
  request: BuildRequest<Task> = {},
): Promise<BuiltVersion<Task>> {
  const task = request.task ?? 'text-classification';
  const limits = { ...DATA_LIMITS, ...request.limits };
  const { resolved, issues } = resolveOptions(task, VersionOptions.parse(request.options ?? {}), !!request.extend);
  if (issues.length > 0) throw new Error(issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  const key = request.pseudonymKey ?? Buffer.alloc(32, 1);
  const anonymizer = resolved.anonymize && new Anonymizer(resolved.anonymize, key);
  const draft = new VersionDraft(task, resolved, limits, anonymizer);
  const lines: string[] = [];
  for (const split of request.extend ? SPLITS : []) {
    const inherited = request.extend![split].map((example) => JSON.stringify(example));
    lines.push(...draft.inherit(inherited, split));
  }
  const file = memorySource(Buffer.from(source), request.chunk);
  const opened = await openSource(file, { task, options: resolved, fileName: request.fileName ?? null, limits });
  for await (const batch of draft.take(opened)) {
    const text = Buffer.from(batch.lines).toString('utf8');
    if (text !== '') lines.push(...text.slice(0, -1).split('\n'));
  }
  const finished = draft.finish(opened);
  const splits: Record<Split, StoredExample<Task>[]> = { train: [], validation: [], test: [] };
  lines.forEach((line, row) => {
    const split = SPLITS[finished.splits[row]!];
    if (split) splits[split].push(JSON.parse(line.slice(0, -1) + lineEnding(split)));
  });
  const pairs = new PairExamples(task, finished.pairs);
  for (const [row, line] of lines.entries()) pairs.add(row, () => line);
  finished.report.examples.push(...pairs.list());
  return { splits, report: finished.report, labels: finished.labels, decisions: opened.decisions };
}

export function jsonLines(examples: readonly object[]): string {
  return examples.map((example) => `${JSON.stringify(example)}\n`).join('');
}

/** `n` rows of each label, all texts different. */
export function rowsOf(
  counts: Record<string, number>,
  more: (i: number) => Partial<Example<'text-classification'>> = () => ({}),
): Example<'text-classification'>[] {
  return Object.entries(counts).flatMap(([label, n]) =>
    Array.from({ length: n }, (_, i) => ({ text: `text ${i} about ${label}`, label, ...more(i) })),
  );
}

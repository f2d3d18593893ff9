/** Whether one of two models is better, from what both said of the same examples. */
import type { DatasetTask } from '../../data/example.js';
import type { EvaluationMetric } from '../evaluation-metrics.js';
import { RESAMPLES } from '../measurement.js';
import { lowerIsBetter } from '../metric-direction.js';
import type { Prediction } from '../prediction.js';
import { Resampler } from '../resampler.js';
import type { Agreement, ComparisonResult, Difference, Side } from './comparison-result.js';
import { exactMcNemar } from './mcnemar.js';
import { type PairedDifference, pairedDifferences } from './paired-differences.js';
import { TALLY_OF_TASK, writtenTally } from './prediction-tallies.js';
import { verdictOf } from './verdict.js';

/** A difference counts where chance alone would make one as large this often. */
const LEVEL = 0.05;
/** Metrics of tokens, which other tokenizers have others of. */
const PER_TOKEN: readonly EvaluationMetric[] = ['loss', 'perplexity'];

export interface ComparisonInput {
  task: DatasetTask;
  /** Every label that either knows. */
  labelNames: readonly string[];
  /** Row by row of the same examples: see `alignPredictions`. */
  a: readonly Prediction[];
  b: readonly Prediction[];
  /** The one the verdict is about. */
  metric: EvaluationMetric;
  /** What to call them in the verdict. */
  names?: Record<Side, string>;
  seed: number;
  resamples?: number;
  /** Whether to test by randomisation too. */
  randomise?: boolean;
}

export function comparePredictions(input: ComparisonInput): ComparisonResult {
  const { task, a, metric, names = { a: '`a`', b: '`b`' }, seed, resamples = RESAMPLES } = input;
  const notes: string[] = [];
  const found = new Map<EvaluationMetric, PairedDifference>();
  const groups = a.map(({ group }) => group ?? null);
  const add = (rows: readonly number[], tallyOf: (typeof TALLY_OF_TASK)[DatasetTask], left: readonly string[] = []) => {
    const differences = pairedOf(rows, tallyOf, input, groups);
    for (const [name, difference] of Object.entries(differences)) {
      if (!left.includes(name)) found.set(name as EvaluationMetric, difference);
    }
  };
  const rows = a.map((_, row) => row);
  const sameTokens = rows.every((row) => a[row]!.tokens === input.b[row]!.tokens);
  if (!sameTokens) {
    notes.push('Loss and perplexity are left out: the models cut the texts into different tokens.');
  }
  if (task !== 'text' || sameTokens) add(rows, TALLY_OF_TASK[task], sameTokens ? [] : PER_TOKEN);
  const written = rows.filter((row) => a[row]!.generated !== undefined && input.b[row]!.generated !== undefined);
  if (written.length > 0) {
    add(written, writtenTally);
    notes.push(`What the models write is compared on ${written.length} of the ${rows.length} examples.`);
  }
  const resampler = new Resampler(rows.length, groups);
  const agreement = agreementOf(input, resampler.groups !== null);
  const exact = written.length > 0 || task === 'text-classification' || task === 'multi-label-classification';
  const mcNemar = new Map<string, number | null>(
    exact ? [[written.length > 0 ? 'exactMatch' : 'accuracy', agreement?.pValue ?? null]] : [],
  );
  const metrics = Object.fromEntries(
    [...found].map(([name, of]) => [name, decide(name, of, mcNemar.get(name) ?? null)]),
  );
  return {
    verdict: verdictOf(metrics, metric, names, mcNemar.get(metric) ?? null),
    metrics,
    agreement,
    notes,
    counts: { examples: rows.length, groups: resampler.groups, resamples },
    seed,
  };
}

function pairedOf(
  rows: readonly number[],
  tallyOf: (typeof TALLY_OF_TASK)[DatasetTask],
  { a, b, labelNames, seed, resamples = RESAMPLES, randomise = true }: ComparisonInput,
  groups: readonly (string | null)[],
): Partial<Record<EvaluationMetric, PairedDifference>> {
  const start = tallyOf([...rows.map((row) => a[row]!), ...rows.map((row) => b[row]!)], labelNames);
  const resampler = new Resampler(
    rows.length,
    rows.map((row) => groups[row]!),
  );
  return pairedDifferences({ resampler, start }, { seed, resamples, randomise });
}

/** Better only where every test says so. */
function decide(
  name: EvaluationMetric,
  { first, second, ...difference }: PairedDifference,
  mcNemar: number | null,
): Difference {
  const clear = [difference.pValue, difference.randomisation, mcNemar].every((p) => p === null || p < LEVEL);
  const secondIsBetter = lowerIsBetter(name) ? difference.difference < 0 : difference.difference > 0;
  const better = clear && difference.difference !== 0 ? (secondIsBetter ? 'b' : 'a') : null;
  return { a: first, b: second, ...difference, better };
}

function agreementOf({ a, b }: ComparisonInput, grouped: boolean): Agreement | null {
  const judged = a.flatMap(({ correct }, row) =>
    correct === undefined || b[row]!.correct === undefined ? [] : [[correct, b[row]!.correct!] as const],
  );
  if (judged.length === 0) return null;
  const count = (ofA: boolean, ofB: boolean) => judged.filter(([x, y]) => x === ofA && y === ofB).length;
  const [onlyA, onlyB] = [count(true, false), count(false, true)];
  return {
    bothRight: count(true, true),
    onlyA,
    onlyB,
    bothWrong: count(false, false),
    pValue: grouped ? null : exactMcNemar(onlyA, onlyB),
  };
}

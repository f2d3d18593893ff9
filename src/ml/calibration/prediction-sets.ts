/** Sets of labels with a promised coverage. */
import { createHash } from 'node:crypto';
import { type CalibrationRows, isTrue } from './calibration-rows.js';
import { type Conformal, type ConformalChoice, conformalQuantile, MOST_SCORES, sortedScores } from './conformal.js';

/** What a set is made with for each coverage. */
export type ConformalSets = Extract<Conformal, { kind: 'sets' | 'labels' }>;
type Penalty = Pick<Extract<Conformal, { kind: 'sets' }>, 'penalty' | 'freeRanks'>;

const NO_PENALTY: Penalty = { penalty: 0, freeRanks: 0 };
/** Those of which RAPS takes the one with the smallest sets; at 0 it is APS. */
const PENALTIES = [0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.5];

/**
 * The number in [0, 1) that a text's set is randomised with. It depends on the text alone, so that one text always gets
 * one set, and on nothing the model says, so that it is as good as drawn.
 */
export function drawOf(text: string, textPair = ''): number {
  const digest = createHash('sha256').update(`${text}\0${textPair}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/**
 * The score of each label by APS (Romano, Sesia & Candès, "Classification with Valid and Adaptive Coverage", NeurIPS 2020):
 * the probabilities of all labels that are more probable, and a random part of its own. RAPS (Angelopoulos et al.,
 * "Uncertainty Sets for Image Classifiers using Conformal Prediction", ICLR 2021) adds a penalty for each rank beyond some.
 */
export function rankedScores(
  probabilities: ArrayLike<number>,
  draw: number,
  { penalty, freeRanks }: Penalty,
): Float64Array {
  const scores = new Float64Array(probabilities.length);
  let before = 0;
  for (const [rank, label] of ranked(probabilities).entries()) {
    const probability = probabilities[label]!;
    scores[label] = before + draw * probability + penalty * Math.max(0, rank + 1 - freeRanks);
    before += probability;
  }
  return scores;
}

/** Labels, the most probable first; equal ones in their own order. */
const ranked = (probabilities: ArrayLike<number>): number[] =>
  Array.from(probabilities, (_, label) => label).sort((a, b) => probabilities[b]! - probabilities[a]!);

/** The labels of a set, the most probable first. */
export function predictionSet(
  probabilities: ArrayLike<number>,
  draw: number,
  conformal: ConformalSets,
  coverage: number,
): number[] {
  const most = conformalQuantile(conformal.scores, coverage);
  const scores =
    conformal.kind === 'sets'
      ? rankedScores(probabilities, draw, conformal)
      : Float64Array.from(probabilities, (probability) => 1 - probability);
  return ranked(probabilities).filter((label) => scores[label]! <= most);
}

/**
 * Scores of rows that the probabilities owe nothing to.
 *
 * Of independent labels it is that of the least probable true one (Cauchois, Gupta & Duchi, "Knowing what You Know",
 * JMLR 2021, section 2.2 with a fixed score): a set by it holds all that are true, not only each.
 *
 * @param tuning other rows, with their probabilities, that `raps` chooses its penalty on
 */
export function conformalSets(
  rows: CalibrationRows,
  probabilities: readonly ArrayLike<number>[],
  { coverage, score }: ConformalChoice,
  tuning: { rows: CalibrationRows; probabilities: readonly ArrayLike<number>[] } | null,
): ConformalSets {
  const places = rows.logits.slice(0, MOST_SCORES).map((_, row) => row);
  if (rows.space === 'independent') {
    const worst = places.map((row) => Math.max(0, ...trueLabels(rows, row).map((k) => 1 - probabilities[row]![k]!)));
    return { kind: 'labels', coverage, scores: sortedScores(worst) };
  }
  const penalty = tuning ? smallestSets(tuning.rows, tuning.probabilities, coverage) : NO_PENALTY;
  const scores = places.map((row) => trueScore(rows, probabilities, row, penalty));
  return { kind: 'sets', score, ...penalty, coverage, scores: sortedScores(scores) };
}

const trueLabels = (rows: CalibrationRows, row: number): number[] =>
  Array.from(rows.logits[row]!, (_, k) => k).filter((k) => isTrue(rows, row, k));

const trueScore = (
  rows: CalibrationRows,
  probabilities: readonly ArrayLike<number>[],
  row: number,
  penalty: Penalty,
): number => rankedScores(probabilities[row]!, rows.draws?.[row] ?? 1, penalty)[trueLabels(rows, row)[0]!]!;

/** The penalty of RAPS that gives the smallest sets: ranks are free up to where the coverage is reached without scores. */
function smallestSets(rows: CalibrationRows, probabilities: readonly ArrayLike<number>[], coverage: number): Penalty {
  const trueRanks = rows.logits.map((_, row) => ranked(probabilities[row]!).indexOf(trueLabels(rows, row)[0]!) + 1);
  const freeRanks = conformalQuantile(sortedScores(trueRanks), coverage);
  if (freeRanks === Number.POSITIVE_INFINITY) return NO_PENALTY;
  const sizes = PENALTIES.map((penalty) => {
    const choice = { penalty, freeRanks };
    const scores = sortedScores(rows.logits.map((_, row) => trueScore(rows, probabilities, row, choice)));
    const most = conformalQuantile(scores, coverage);
    return probabilities.reduce((sum, given, row) => {
      const all = rankedScores(given, rows.draws?.[row] ?? 1, choice);
      return sum + all.filter((score) => score <= most).length;
    }, 0);
  });
  return { penalty: PENALTIES[sizes.indexOf(Math.min(...sizes))]!, freeRanks };
}

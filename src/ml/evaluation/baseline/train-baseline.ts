/** What a fine-tuned model has to beat: a linear model of words and word pairs, trained in seconds on the same split. */
import type { StoredExample } from '../../data/example.js';
import { Random } from '../../random.js';
import type { BaselineReport } from './baseline-report.js';
import { LogisticRegression } from './logistic-regression.js';
import { OneVsRest } from './one-vs-rest.js';
import { RidgeRegression } from './ridge-regression.js';
import type { SparseMatrix } from './sparse-matrix.js';
import { TfidfVectorizer } from './tfidf-vectorizer.js';

/** Tasks that there is a linear model of words for. */
export const BASELINE_TASKS = ['text-classification', 'multi-label-classification', 'text-regression'] as const;
export type BaselineTask = (typeof BASELINE_TASKS)[number];

export interface BaselineOptions {
  task: BaselineTask;
  /** The names of the numbers that it gives; of regression one. */
  labelNames: readonly string[];
  /** Draws the examples that are trained on where there are very many. */
  seed: number;
}

export interface TextBaseline {
  method: BaselineReport['method'];
  training: BaselineReport['training'];
  /** What a network's head would give for each text: logits, or the value. */
  outputs(examples: readonly WithText[]): Float32Array[];
}

type WithText = { text: string; textPair?: string | undefined };

/** On unit TF-IDF vectors scikit-learn's default of C = 1 leaves a weak opponent, too timid in its probabilities. */
const INVERSE_REGULARIZATION = 10;
/** scikit-learn's default. */
const RIDGE = 1;

/**
 * Bounds that keep it to seconds and a few hundred MB, on data of any size: characters of a text, examples and characters
 * to train on, weights in all, and products of an entry with a weight in all.
 */
const LIMITS = { textCharacters: 20_000, examples: 50_000, characters: 12_000_000, weights: 1_000_000, work: 4e9 };
const LEAST_ITERATIONS = 30;
const MOST_ITERATIONS = 5000;

/** @param examples of the training split, of the task. */
export function trainBaseline(examples: readonly StoredExample[], options: BaselineOptions): TextBaseline {
  const chosen = chooseExamples(examples as readonly (StoredExample & WithText)[], options.seed);
  const outputs = options.task === 'text-regression' ? 1 : options.labelNames.length;
  const texts = chosen.map(textOf);
  const vectorizer = TfidfVectorizer.fit(texts, { maximumTerms: Math.floor(LIMITS.weights / outputs) });
  const features = vectorizer.transform(texts);
  const steps = Math.floor(LIMITS.work / (Math.max(1, features.entries + features.height) * outputs));
  const maxIterations = Math.min(MOST_ITERATIONS, Math.max(LEAST_ITERATIONS, steps));
  const { method, predict, converged } = fitLinear(features, chosen, options, maxIterations);
  return {
    method,
    training: { examples: chosen.length, of: examples.length, features: vectorizer.width, converged },
    outputs: (of) => predict(vectorizer.transform(of.map(textOf))),
  };
}

interface Fitted {
  method: BaselineReport['method'];
  converged: boolean;
  predict(features: SparseMatrix): Float32Array[];
}

function fitLinear(
  features: SparseMatrix,
  examples: readonly StoredExample[],
  { task, labelNames }: BaselineOptions,
  maxIterations: number,
): Fitted {
  const places = new Map(labelNames.map((name, place) => [name, place]));
  const logistic = { inverseRegularization: INVERSE_REGULARIZATION, maxIterations };
  if (task === 'text-classification') {
    const labels = (examples as StoredExample<typeof task>[]).map(({ label }) => places.get(label)!);
    const model = LogisticRegression.fit(features, labels, labelNames.length, logistic);
    const predict = (of: SparseMatrix) => model.logits(of).map((row) => Float32Array.from(row));
    return { method: 'tfidf-logistic-regression', converged: model.converged, predict };
  }
  if (task === 'multi-label-classification') {
    const truths = (examples as StoredExample<typeof task>[]).map(({ labels }) => {
      const truth = new Uint8Array(labelNames.length);
      for (const label of labels) truth[places.get(label)!] = 1;
      return truth;
    });
    const model = OneVsRest.fit(features, truths, labelNames.length, logistic);
    const predict = (of: SparseMatrix) => model.logits(of).map((row) => Float32Array.from(row));
    return { method: 'tfidf-one-vs-rest', converged: model.converged, predict };
  }
  const values = (examples as StoredExample<typeof task>[]).map(({ value }) => value);
  const model = RidgeRegression.fit(features, values, { regularization: RIDGE, maxIterations });
  const predict = (of: SparseMatrix) => Array.from(model.predict(of), (value) => Float32Array.of(value));
  return { method: 'tfidf-ridge', converged: model.converged, predict };
}

const textOf = ({ text, textPair }: WithText): string =>
  (textPair === undefined ? text : `${text}\n${textPair}`).slice(0, LIMITS.textCharacters);

/** All of them, in their order; of very many as many as the limits allow, at random. */
function chooseExamples<Example extends WithText>(examples: readonly Example[], seed: number): readonly Example[] {
  const size = (example: Example) =>
    Math.min(LIMITS.textCharacters, example.text.length + (example.textPair?.length ?? 0));
  const characters = examples.reduce((sum, example) => sum + size(example), 0);
  if (examples.length <= LIMITS.examples && characters <= LIMITS.characters) return examples;
  const order = new Random(seed).shuffle(Uint32Array.from(examples, (_, place) => place));
  let room = LIMITS.characters;
  const chosen = order.subarray(0, LIMITS.examples).filter((place) => {
    room -= size(examples[place]!);
    return room >= 0;
  });
  return Array.from(chosen, (place) => examples[place]!);
}

/** Metrics from predictions as they are kept: what two models said of the same examples, long after both were measured. */
import type { DatasetTask } from '../../data/example.js';
import { classificationOutcomes } from '../classification-outcomes.js';
import { classifierTally } from '../evaluate-classifier.js';
import type { EvaluationMetric } from '../evaluation-metrics.js';
import { generationOutcomes } from '../generation/generation-outcomes.js';
import { GenerationTally } from '../generation/generation-tally.js';
import { LanguageTally } from '../generation/language-tally.js';
import { multiLabelTally } from '../multi-label/evaluate-multi-label.js';
import { multiLabelOutcomes } from '../multi-label/multi-label-outcomes.js';
import type { Prediction } from '../prediction.js';
import { regressionOutcomes } from '../regression/regression-outcomes.js';
import { RegressionTally } from '../regression/regression-tally.js';
import type { Tally } from '../tally.js';
import { entityOutcomes } from '../token-classification/entity-outcomes.js';
import { EntityTally } from '../token-classification/entity-tally.js';

type StartTally = () => Tally<EvaluationMetric>;
type TallyOfTask = (predictions: readonly Prediction[], labelNames: readonly string[]) => StartTally;

/** A tally has the metrics of its task alone; who asks it for them takes those that are there. */
const erased = <Name extends EvaluationMetric>(start: () => Tally<Name>): StartTally => start as unknown as StartTally;

const probabilitiesOf = (predictions: readonly Prediction[], labelNames: readonly string[], when: 'before' | 'after') =>
  predictions.map(({ [when]: given, after }) => labelNames.map((name) => (given ?? after)![name] ?? 0));

const singleLabel: TallyOfTask = (predictions, labelNames) => {
  const places = new Map(labelNames.map((name, place) => [name, place]));
  const labels = predictions.map(({ label }) => places.get(label!)!);
  const outcomes = (when: 'before' | 'after') =>
    classificationOutcomes(probabilitiesOf(predictions, labelNames, when), labels, labelNames.length);
  return erased(classifierTally(outcomes('before'), outcomes('after')));
};

const multiLabel: TallyOfTask = (predictions, labelNames) => {
  const truths = predictions.map(({ labels }) => labelNames.map((name) => (labels!.includes(name) ? 1 : 0)));
  const outcomes = (when: 'before' | 'after') =>
    multiLabelOutcomes(probabilitiesOf(predictions, labelNames, when), truths, labelNames.length);
  return erased(multiLabelTally(outcomes('before'), outcomes('after'), labelNames.length));
};

const regression: TallyOfTask = (predictions) => {
  const outcomes = regressionOutcomes(
    predictions.map(({ predictedValue }) => predictedValue!),
    predictions.map(({ value }) => value!),
  );
  return erased(() => new RegressionTally(outcomes));
};

const tokens: TallyOfTask = (predictions, labelNames) => {
  const outcomes = entityOutcomes(
    predictions.map(({ predictedSpans }) => predictedSpans!),
    predictions.map(({ spans }) => spans!),
    labelNames,
  );
  return erased(() => new EntityTally(outcomes, labelNames.length));
};

const natsOf = ({ loss, tokens }: Prediction) => ({ nats: loss! * tokens!, tokens: tokens! });

const language: TallyOfTask = (predictions) => {
  const outcomes = predictions.map(natsOf);
  return erased(() => new LanguageTally(outcomes));
};

export const TALLY_OF_TASK: Readonly<Record<DatasetTask, TallyOfTask>> = {
  'text-classification': singleLabel,
  'multi-label-classification': multiLabel,
  'text-regression': regression,
  'token-classification': tokens,
  'text-generation': language,
  chat: language,
  text: language,
};

/** Of what was written; its loss and perplexity are of the same few examples, and left to `language`. */
export const writtenTally: TallyOfTask = (predictions) => {
  const outcomes = generationOutcomes(
    predictions.map((prediction) => ({
      prediction: prediction.generated!,
      reference: prediction.completion!,
      ...natsOf(prediction),
    })),
  );
  return erased(() => {
    const tally = new GenerationTally(outcomes);
    return {
      add: (row) => tally.add(row),
      metrics: () => {
        const { loss: _, perplexity: __, ...written } = tally.metrics();
        return written;
      },
    };
  });
};

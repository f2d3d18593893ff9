import type { EvaluationResult } from '../../ml/evaluation/evaluation-result.js';
import { confusionMatrixPlot } from '../../ml/evaluation/plots/confusion-matrix-plot.js';
import { reliabilityDiagram } from '../../ml/evaluation/plots/reliability-diagram.js';
import type { Prediction } from '../../ml/evaluation/prediction.js';
import { foreign } from '../../ml/pages/markup.js';
import { renderPage, type Section } from '../../ml/pages/page.js';
import { anything, figure, paragraph, table } from '../../ml/pages/parts.js';
import type { EvaluationView } from '../evaluation.schemas.js';
import { metric, metricsSection, slicesSection } from './metric-sections.js';
import { predictionsSection } from './predictions-section.js';

/** Labels in the table of classes and in the picture of the confusion matrix; the JSON has them all. */
const CLASSES_LISTED = 200;
const CLASSES_DRAWN = 40;

/** An evaluation as a page to look at. @param worst predictions, the worst first */
export function evaluationReportPage(evaluation: EvaluationView, worst: readonly Prediction[]): string {
  const { dataset, split, counts, perClass, confusionMatrix, calibration, slices } = evaluation;
  const sections: Section[] = [
    metricsSection(evaluation.metrics ?? {}, evaluation.intervals ?? {}),
    ...(perClass ? [classesSection(perClass)] : []),
    ...(confusionMatrix ? [confusionSection(confusionMatrix)] : []),
    ...(calibration ? [calibrationSection(calibration)] : []),
    ...(slices ?? []).map((by, i) => slicesSection(by, `slices-${i}`)),
    ...(worst.length > 0 ? [predictionsSection(worst)] : []),
    { id: 'counts', heading: 'What the numbers rest on', content: anything({ ...counts, seed: evaluation.seed }) },
  ];
  return renderPage({
    title: `Evaluation ${evaluation.id}`,
    facts: [
      ['Model', evaluation.model],
      ['Data set', `${dataset.id}, version ${dataset.version}`],
      ['Split', split],
      ['Finished', evaluation.finishedAt ?? 'not yet'],
    ],
    sections,
  });
}

function classesSection(perClass: NonNullable<EvaluationResult['perClass']>): Section {
  const classes = Object.entries(perClass);
  const left = classes.length - CLASSES_LISTED;
  const caption =
    left > 0 ? `How well each label is found; ${left} more labels are in the JSON` : 'How well each label is found';
  return {
    id: 'classes',
    heading: 'Labels',
    content: table(
      caption,
      [
        { heading: 'label' },
        ...['precision', 'recall', 'F1', 'examples'].map((heading) => ({ heading, kind: 'number' as const })),
      ],
      classes
        .slice(0, CLASSES_LISTED)
        .map(([label, { precision, recall, f1, support }]) => [
          foreign(label),
          metric(precision),
          metric(recall),
          metric(f1),
          support,
        ]),
    ),
  };
}

function confusionSection(matrix: NonNullable<EvaluationResult['confusionMatrix']>): Section {
  const { labels, counts } = matrix;
  const mistakes = counts
    .flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, CLASSES_DRAWN);
  return {
    id: 'confusion',
    heading: 'Confusion matrix',
    content: [
      labels.length <= CLASSES_DRAWN ? figure('confusion-plot', (frame) => confusionMatrixPlot(matrix, frame)) : null,
      mistakes.length === 0
        ? paragraph('No mistakes.')
        : table(
            'Mistakes, the most frequent first',
            [{ heading: 'true label' }, { heading: 'predicted as' }, { heading: 'examples', kind: 'number' }],
            mistakes.map(({ truth, predicted, count }) => [
              foreign(labels[truth]!),
              foreign(labels[predicted]!),
              count,
            ]),
          ),
    ],
  };
}

function calibrationSection(calibration: NonNullable<EvaluationResult['calibration']>): Section {
  const { before, after, method, reason, evidence } = calibration;
  const how =
    evidence === 'test'
      ? 'It was fitted on other examples than these.'
      : 'There were no other examples to fit it on: each fifth of these was calibrated by a fit on the other four.';
  return {
    id: 'calibration',
    heading: 'Calibration',
    content: [
      paragraph(`Method: ${method}. ${reason ? `${reason} ` : ''}${how}`),
      figure('reliability-plot', (frame) => reliabilityDiagram(before, after, frame)),
      table(
        'How far the probabilities can be believed; 0 is perfect',
        ['measure', 'before', 'after'].map((heading, i) =>
          i === 0 ? { heading } : { heading, kind: 'number' as const },
        ),
        (['ece', 'mce', 'brier', 'nll'] as const).map((name) => [name, metric(before[name]), metric(after[name])]),
      ),
    ],
  };
}

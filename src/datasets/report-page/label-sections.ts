import type { LabelReviewSummary, SuspiciousLabel } from '../../ml/evaluation/confident-learning/suspicious-label.js';
import { foreign } from '../../ml/pages/markup.js';
import type { Section } from '../../ml/pages/page.js';
import { none, paragraph, percent, table } from '../../ml/pages/parts.js';

/** Labels that look wrong: how many, which for which, and the worst of them. */
export function suspiciousSection(summary: LabelReviewSummary, worst: readonly SuspiciousLabel[]): Section {
  const { reason, rows, found, accuracy, pairs, rareLabels } = summary;
  const section = { id: 'suspicious-labels', heading: 'Suspicious labels' };
  if (reason !== null) return { ...section, content: none(`Labels were not looked at. ${reason}`) };
  const trust =
    accuracy === null ? '' : ` A bag of words guesses ${percent(accuracy)} of the labels from the other rows.`;
  const rare = rareLabels.length === 0 ? '' : ` ${rareLabels.length} labels have too few rows to tell.`;
  return {
    ...section,
    content: [
      paragraph(
        `${found} of ${rows} labels look wrong, given the other rows. None was changed or dropped.${trust}${rare}`,
      ),
      found === 0
        ? null
        : [
            table(
              'What is taken for what',
              [{ heading: 'label' }, { heading: 'looks like' }, { heading: 'rows', kind: 'number' }],
              pairs.map((pair) => [foreign(pair.label), foreign(pair.suggested), pair.rows]),
            ),
            table(
              worst.length < found ? `The ${worst.length} worst` : 'All of them, the worst first',
              [
                { heading: 'text', kind: 'excerpt' },
                { heading: 'label' },
                { heading: 'looks like' },
                { heading: 'split' },
                { heading: 'example' },
              ],
              worst.map(({ text, label, suggested, probabilities, split, example }) => [
                foreign(text),
                [foreign(label), ` ${percent(probabilities[label] ?? 0)}`],
                [foreign(suggested), ` ${percent(probabilities[suggested] ?? 0)}`],
                split,
                example,
              ]),
            ),
          ],
    ],
  };
}

import { SPLITS, type Split } from '../../ml/data/example.js';
import type { Overlap } from '../../ml/data/leakage.js';
import type { DatasetReport } from '../../ml/data/report.js';
import { barPlot } from '../../ml/evaluation/plots/bar-plot.js';
import { histogramPlot } from '../../ml/evaluation/plots/histogram-plot.js';
import { type Content, foreign } from '../../ml/pages/markup.js';
import type { Section } from '../../ml/pages/page.js';
import { figure, none, paragraph, percent, table } from '../../ml/pages/parts.js';

/** Labels in the plot of the balance: of more, those with the most rows. The table has all, up to a bound. */
const LABELS_DRAWN = 20;
const LABELS_LISTED = 200;

/** From the rows of the source to those of the version. */
export function rowsSection({ rows, badRows, columns }: DatasetReport): Section {
  const dropped = Object.entries(rows.dropped);
  const steps: [string, number][] = [
    ['read', rows.read],
    ...dropped.map(([reason, count]): [string, number] => [`dropped: ${reason}`, count]),
    ['kept', rows.kept],
    ...(rows.inherited > 0 ? [['taken over', rows.inherited] as [string, number]] : []),
    ...(rows.superseded > 0 ? [['superseded', rows.superseded] as [string, number]] : []),
  ];
  const groups = steps.map(([name, value]) => ({
    name,
    bars: [{ value, label: String(value), hint: `${value} rows ${name}` }],
  }));
  const description = `Of ${rows.read} rows read, ${rows.kept} were kept.`;
  const plot = { title: 'From rows read to rows kept', description, series: ['rows'], groups };
  return {
    id: 'rows',
    heading: 'Rows',
    content: [
      figure('rows-plot', (frame) => barPlot(plot, frame)),
      counted('Rows changed, by step', 'step', rows.changed, 'No row was changed.'),
      table(
        'Columns, as told or guessed',
        [{ heading: 'our field' }, { heading: 'their column' }],
        Object.entries(columns).map(([field, column]) => [field, foreign(String(column))]),
      ),
      badRows.length === 0
        ? none('No row was bad.')
        : table(
            'The first rows that could not be used',
            [
              { heading: 'line', kind: 'number' },
              { heading: 'problem', kind: 'excerpt' },
            ],
            badRows.map(({ line, problem }) => [line, foreign(problem)]),
          ),
    ],
  };
}

export function splitsSection(counts: Record<Split, number>, { frozenTest }: DatasetReport): Section {
  const total = SPLITS.reduce((sum, split) => sum + counts[split], 0);
  const groups = SPLITS.map((split) => ({
    name: split,
    bars: [
      {
        value: counts[split],
        label: `${counts[split]} (${percent(counts[split] / total)})`,
        hint: `${counts[split]} of ${total} rows in ${split}`,
      },
    ],
  }));
  const description = `${SPLITS.map((split) => `${counts[split]} rows in ${split}`).join(', ')}.`;
  const plot = { title: 'Sizes of the splits', description, series: ['rows'], groups };
  return {
    id: 'splits',
    heading: 'Splits',
    content: [
      figure('splits-plot', (frame) => barPlot(plot, frame)),
      frozenTest
        ? paragraph(
            `The ${frozenTest.rows} test rows are those of version ${frozenTest.version}. The source has ${frozenTest.found} ` +
              `of their texts, which stayed out of train (${frozenTest.answeredAnew} with another answer), and lacks ` +
              `${frozenTest.missing}.`,
          )
        : null,
    ],
  };
}

/** Whether the labels have alike shares in all splits. */
export function balanceSection({ labels }: DatasetReport): Section {
  const totals = Object.fromEntries(
    SPLITS.map((split) => [split, Object.values(labels).reduce((sum, counts) => sum + counts[split], 0)]),
  ) as Record<Split, number>;
  const of = (counts: Record<Split, number>) => SPLITS.reduce((sum, split) => sum + counts[split], 0);
  const sorted = Object.entries(labels).sort(([, a], [, b]) => of(b) - of(a));
  const share = (counts: Record<Split, number>, split: Split) =>
    totals[split] === 0 ? 0 : counts[split] / totals[split];
  const groups = sorted.slice(0, LABELS_DRAWN).map(([name, counts]) => ({
    name,
    bars: SPLITS.map((split) => ({
      value: share(counts, split),
      label: percent(share(counts, split)),
      hint: `${name}: ${counts[split]} of ${totals[split]} in ${split}`,
    })),
  }));
  const description = 'The share of each split that has the label. Bars of one label should be alike.';
  const plot = { title: 'Share of each label, by split', description, series: SPLITS, groups };
  const left = sorted.length - LABELS_LISTED;
  return {
    id: 'labels',
    heading: 'Labels',
    content: [
      figure('labels-plot', (frame) => barPlot(plot, frame)),
      table(
        left > 0
          ? `The ${LABELS_LISTED} most frequent labels; ${left} more are in the report as JSON`
          : 'Counts of each label',
        [{ heading: 'label' }, ...SPLITS.map((heading) => ({ heading, kind: 'number' as const }))],
        sorted
          .slice(0, LABELS_LISTED)
          .map(([name, counts]) => [foreign(name), ...SPLITS.map((split) => counts[split])]),
      ),
    ],
  };
}

export function lengthsSection({ tokens }: DatasetReport): Section {
  const heading = 'Lengths';
  if (!tokens) return { id: 'lengths', heading, content: none('There was no tokenizer to measure the rows with.') };
  const { p50, p95, max, rows, limit = null, histogram = [] } = tokens;
  const marks = limit === null ? [] : [{ at: limit, name: `limit of mini-en, ${limit}` }];
  const plot = { title: 'Lengths of the rows', axis: 'tokens', bins: histogram, marks };
  const sentence =
    `Half of the rows have at most ${p50} tokens, 95 % at most ${p95}, the longest ${max}; ${rows} rows were measured.` +
    (limit === null
      ? ''
      : ` mini-en reads ${limit} tokens at once${max > limit ? ': what is longer is cut, or read in windows' : ''}.`);
  return {
    id: 'lengths',
    heading,
    content: [
      paragraph(sentence),
      histogram.length > 0 ? figure('lengths-plot', (frame) => histogramPlot(plot, frame)) : null,
    ],
  };
}

export function leakageSection({ leakage, conflicts }: DatasetReport): Section {
  const row = (name: string, { trainValidation, trainTest, validationTest }: Overlap): Content[] => [
    name,
    trainValidation,
    trainTest,
    validationTest,
  ];
  const pairs = ['train and validation', 'train and test', 'validation and test'];
  return {
    id: 'leakage',
    heading: 'Leakage and conflicts',
    content: [
      table(
        'What stands in more than one split',
        [{ heading: 'what' }, ...pairs.map((heading) => ({ heading, kind: 'number' as const }))],
        Object.entries(leakage).flatMap(([name, overlap]) => (overlap ? [row(name, overlap)] : [])),
      ),
      conflicts === 0
        ? none('No text has more than one answer.')
        : paragraph(`${conflicts} texts have more than one answer; all are kept.`),
    ],
  };
}

function counted(caption: string, heading: string, counts: Record<string, number>, otherwise: string): Content {
  const entries = Object.entries(counts);
  if (entries.length === 0) return none(otherwise);
  return table(caption, [{ heading }, { heading: 'rows', kind: 'number' }], entries);
}

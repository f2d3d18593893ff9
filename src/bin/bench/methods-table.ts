// The tables of `npm run bench:methods`.
import type { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';
import { markdown } from './markdown.js';
import { mean, type NumberName, numbersOf, standardDeviation } from './numbers.js';

/** One way to make a classifier, on one seed's splits. */
export interface MeasuredArm {
  title: string;
  result: ClassificationResult;
  /** From the rows to the model that is written. */
  seconds: number;
  /** Of all parameters, 0 to 1; null where there is no network. */
  trainedShare: number | null;
}

const SHOWN = ['macro-F1', 'accuracy', 'ECE after', 'NLL after'] as const satisfies readonly NumberName[];

/** Markdown: a row for each title, in the order in which they first come; means over its seeds. */
export function methodsTable(measured: readonly MeasuredArm[]): string {
  const titles = [...new Set(measured.map(({ title }) => title))];
  const rows = titles.map((title) => {
    const runs = measured.filter((run) => run.title === title);
    const share = runs[0]!.trainedShare;
    return [
      title,
      ...SHOWN.map((name) => spread(runs.map(({ result }) => numbersOf(result)[name]))),
      mean(runs.map(({ seconds }) => seconds)).toFixed(0),
      share === null ? '' : `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`,
    ];
  });
  return markdown(['method', ...SHOWN, 'seconds', 'trained'], rows).join('\n');
}

function spread(values: readonly number[]): string {
  const deviation = standardDeviation(values);
  return `${mean(values).toFixed(3)}${deviation === null ? '' : ` ± ${deviation.toFixed(3)}`}`;
}

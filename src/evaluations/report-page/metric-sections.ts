import type { EvaluationResult } from '../../ml/evaluation/evaluation-result.js';
import { foreign, tag } from '../../ml/pages/markup.js';
import type { Section } from '../../ml/pages/page.js';
import { paragraph, table } from '../../ml/pages/parts.js';

export function metricsSection(
  metrics: EvaluationResult['metrics'],
  intervals: EvaluationResult['intervals'],
): Section {
  const number = (heading: string) => ({ heading, kind: 'number' as const });
  return {
    id: 'metrics',
    heading: 'Metrics',
    content: table(
      'Metrics as served, with 95 % bootstrap intervals; docs/metrics.md defines them',
      [{ heading: 'metric' }, number('value'), number('from'), number('to')],
      Object.entries(metrics).map(([name, value]) => {
        const interval = intervals[name as keyof typeof intervals];
        return [name, metric(value), interval ? metric(interval[0]) : null, interval ? metric(interval[1]) : null];
      }),
    ),
  };
}

type Slices = NonNullable<EvaluationResult['slices']>[number];

/** @param id of the section, where there is one for each of several fields */
export function slicesSection({ by, values, omitted }: Slices, id: string): Section {
  const names = [
    ...new Set(values.flatMap(({ metrics }) => Object.keys(metrics))),
  ] as (keyof EvaluationResult['metrics'])[];
  return {
    id,
    heading: `Slices by ${by}`,
    content: [
      table(
        `Metrics of the examples of each value of ${by}`,
        [
          { heading: by },
          { heading: 'examples', kind: 'number' },
          ...names.map((heading) => ({ heading, kind: 'number' as const })),
        ],
        values.map(({ value, examples, metrics }) => [
          value === null ? tag('span', { class: 'none' }, 'none') : foreign(value.slice(0, 200)),
          examples,
          ...names.map((name) => metric(metrics[name])),
        ]),
      ),
      omitted > 0 ? paragraph(`${omitted} rarer values are left out.`) : null,
    ],
  };
}

/** A number as tables show it. */
export function metric(value: number | null | undefined): string {
  if (value === undefined || value === null) return '';
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 100_000) ? value.toExponential(2) : value.toFixed(4);
}

// The tables of `npm run bench:calibration`.
import { BENCH_METHODS, type CalibrationRun } from './calibration-run.js';
import { markdown } from './markdown.js';
import { mean, standardDeviation } from './numbers.js';

const NUMBERS = {
  accuracy: ({ metrics }) => metrics.accuracy,
  'macro-F1': ({ metrics }) => metrics.macroF1,
  'ECE before': ({ calibration }) => calibration.before.ece,
  'ECE after': ({ calibration }) => calibration.after.ece,
  'equal-mass ECE after': ({ calibration }) => calibration.after.eceEqualMass!,
  'Brier after': ({ metrics }) => metrics.brier,
  'NLL before': ({ calibration }) => calibration.before.nll,
  'NLL after': ({ calibration }) => calibration.after.nll,
} satisfies Record<string, (result: CalibrationRun['methods'][number]['result']) => number>;

/** Markdown: means over the runs, and how far the mean coverage is from the one asked for. */
export function calibrationTables(runs: readonly CalibrationRun[], coverage: number): string {
  const { train, validation, test } = runs[0]!.rows;
  const methods = BENCH_METHODS.map((asked) => {
    const those = runs.map(({ methods: all }) => all.find((method) => method.asked === asked)!);
    const numbers = Object.values(NUMBERS).map((number) =>
      spread(
        those.map(({ result }) => number(result)),
        4,
      ),
    );
    return [asked, ...numbers];
  });
  const got = runs.map(({ methods: all }) => all.find(({ asked }) => asked === 'auto')!.got);
  const chosen = [...new Set(got)].map((method) => `${method} ${got.filter((one) => one === method).length}`);
  const sets = [
    [
      'trusting the uncalibrated',
      ...setNumbers(
        runs.map(({ sets: [first] }) => first!.sets.before),
        coverage,
      ),
    ],
    ...runs[0]!.sets.map(({ score }, i) => [
      score.toUpperCase(),
      ...setNumbers(
        runs.map(({ sets: all }) => all[i]!.sets.after),
        coverage,
      ),
    ]),
  ];
  return [
    `Means of ${runs.length} seeds ± their standard deviation: ${train} rows to train on, ${validation} to calibrate on, ${test} to test on.`,
    '',
    ...markdown(['method', ...Object.keys(NUMBERS)], methods),
    '',
    `auto took: ${chosen.join(', ')}.`,
    '',
    `Sets with a coverage of ${coverage}: half of the rows to calibrate on gave the scores.`,
    '',
    ...markdown(['sets', 'covered', 'points off', 'mean size', 'empty'], sets),
  ].join('\n');
}

type SetState = CalibrationRun['sets'][number]['sets']['after'];

function setNumbers(states: readonly SetState[], coverage: number): string[] {
  const covered = states.map((state) => state.covered);
  const empty = states.map(({ bySize }) => {
    const total = bySize.reduce((sum, { count }) => sum + count, 0);
    return (bySize.find(({ size }) => size === 0)?.count ?? 0) / total;
  });
  const off = 100 * (mean(covered) - coverage);
  return [
    spread(covered, 4),
    off.toFixed(2),
    spread(
      states.map(({ meanSize }) => meanSize),
      3,
    ),
    spread(empty, 3),
  ];
}

function spread(values: readonly number[], decimals: number): string {
  const deviation = standardDeviation(values);
  return `${mean(values).toFixed(decimals)}${deviation === null ? '' : ` ± ${deviation.toFixed(decimals)}`}`;
}

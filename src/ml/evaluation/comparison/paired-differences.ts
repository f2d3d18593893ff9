import { Random } from '../../random.js';
import { type Interval, percentileInterval } from '../bootstrap-intervals.js';
import type { Resampler } from '../resampler.js';
import type { Tally } from '../tally.js';

/** Streams of the seed, apart from that of the intervals of one model. */
const BOOTSTRAP_STREAM = 2;
const RANDOMISATION_STREAM = 3;

/** Two models that answered the same rows. */
export interface PairedRows<Name extends string> {
  resampler: Resampler;
  /** An empty tally over the outcomes of both: the first model's rows, and after them the second's in the same order. */
  start: () => Tally<Name>;
}

export interface PairedOptions {
  seed: number;
  resamples: number;
  /** Whether to test by randomisation too, which takes as long again. */
  randomise: boolean;
}

/** How a metric of the second model differs from the first's. */
export interface PairedDifference {
  first: number;
  second: number;
  /** Second minus first. */
  difference: number;
  interval: Interval;
  /** Two-sided, of the bootstrap. */
  pValue: number;
  /** Two-sided, of the randomisation; null where that was not asked for. */
  randomisation: number | null;
}

/**
 * Differences of every metric, on the same rows: each bootstrap replicate draws rows (or groups) once for both models
 * (Efron & Tibshirani 1993, chapters 13 and 15). The p-value is twice the smaller share of replicates on either side of no
 * difference. Approximate randomisation (Noreen, "Computer-Intensive Methods for Testing Hypotheses", 1989) checks it on
 * other grounds: if the models are alike, it makes no difference whose answer to a row is whose.
 */
export function pairedDifferences<Name extends string>(
  { resampler, start }: PairedRows<Name>,
  { seed, resamples, randomise }: PairedOptions,
): Record<Name, PairedDifference> {
  const { rows } = resampler;
  const both = (fill: (first: Tally<Name>, second: Tally<Name>) => void) => {
    const [first, second] = [start(), start()];
    fill(first, second);
    return { first: first.metrics(), second: second.metrics() };
  };
  const found = both((first, second) => {
    for (let row = 0; row < rows; row++) {
      first.add(row);
      second.add(rows + row);
    }
  });
  const names = Object.keys(found.first) as Name[];
  const bootstrap = new Random(seed, BOOTSTRAP_STREAM);
  const drawn = replicates(names, resamples, () =>
    both((first, second) => {
      resampler.draw(bootstrap, (row) => {
        first.add(row);
        second.add(rows + row);
      });
    }),
  );
  const random = new Random(seed, RANDOMISATION_STREAM);
  const unitOf = resampler.unitOfRow();
  const swapped = replicates(names, randomise ? resamples : 0, () =>
    both((first, second) => {
      const swaps = Uint8Array.from({ length: resampler.groups ?? rows }, () => random.uint32() >>> 31);
      for (let row = 0; row < rows; row++) {
        const offset = swaps[unitOf[row]!]! * rows;
        first.add(row + offset);
        second.add(row + rows - offset);
      }
    }),
  );
  const of = (name: Name): PairedDifference => {
    const difference = found.second[name] - found.first[name];
    return {
      first: found.first[name],
      second: found.second[name],
      difference,
      pValue: bootstrapPValue(drawn.get(name)!),
      interval: percentileInterval(drawn.get(name)!, difference),
      randomisation: randomise ? randomisationPValue(swapped.get(name)!, difference) : null,
    };
  };
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, PairedDifference>;
}

/** Differences of every replicate, by name. */
function replicates<Name extends string>(
  names: readonly Name[],
  count: number,
  draw: () => { first: Record<Name, number>; second: Record<Name, number> },
): Map<Name, Float64Array> {
  const differences = new Map(names.map((name) => [name, new Float64Array(count)]));
  for (let replicate = 0; replicate < count; replicate++) {
    const { first, second } = draw();
    for (const name of names) differences.get(name)![replicate] = second[name] - first[name];
  }
  return differences;
}

/** One is added to counts, as of the sample itself: a p-value of 0 would claim more than so many replicates can show. */
function bootstrapPValue(differences: Float64Array): number {
  const [low, high] = [count(differences, (value) => value <= 0), count(differences, (value) => value >= 0)];
  return Math.min(1, (2 * (Math.min(low, high) + 1)) / (differences.length + 1));
}

function randomisationPValue(differences: Float64Array, found: number): number {
  // Sums in another order differ in their last bits.
  const size = Math.abs(found) * (1 - 1e-9);
  return (count(differences, (value) => Math.abs(value) >= size) + 1) / (differences.length + 1);
}

const count = (values: Float64Array, applies: (value: number) => boolean): number =>
  values.reduce((sum, value) => sum + (applies(value) ? 1 : 0), 0);

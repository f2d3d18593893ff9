/**
 * Densities of a few observations: Parzen estimators as in Bergstra et al., "Algorithms for Hyper-Parameter Optimization"
 * (NIPS 2011), with the bandwidths and the smoothing that Optuna has (`_ParzenEstimator`, its defaults but uniform weights).
 */
import type { Random } from '../random.js';

/** Bandwidths are no smaller than this share of the range. */
const SMALLEST_SHARE = 1 / 100;

interface Kernel {
  mean: number;
  deviation: number;
  /** The density at the mean, once cut to the range. */
  peak: number;
}

/** A mixture of Gaussians, one an observation and a wide one for what was not looked at, cut to the range. */
export class RangeEstimator {
  private readonly kernels: readonly Kernel[];

  constructor(
    observations: readonly number[],
    private readonly low: number,
    private readonly high: number,
  ) {
    const range = high - low;
    const smallest = range * Math.max(SMALLEST_SHARE, 1 / (observations.length + 2));
    const sorted = observations.toSorted((a, b) => a - b);
    const kernel = (mean: number, deviation: number): Kernel => {
      const within = phi((high - mean) / deviation) - phi((low - mean) / deviation);
      return { mean, deviation, peak: 1 / (deviation * Math.sqrt(2 * Math.PI) * within) };
    };
    this.kernels = [
      ...sorted.map((mean, i) => kernel(mean, Math.min(range, Math.max(smallest, bandwidth(sorted, i, low, high))))),
      kernel((low + high) / 2, range),
    ];
  }

  sample(random: Random): number {
    const { mean, deviation } = this.kernels[random.below(this.kernels.length)]!;
    for (;;) {
      // The mean lies within the range and the range is no narrower than the deviation: at worst two of three miss.
      const place = mean + deviation * normal(random);
      if (place >= this.low && place <= this.high) return place;
    }
  }

  logDensity(place: number): number {
    let density = 0;
    for (const { mean, deviation, peak } of this.kernels) {
      const z = (place - mean) / deviation;
      density += Math.exp(-0.5 * z * z) * peak;
    }
    return Math.log(density / this.kernels.length);
  }
}

/** The larger of the distances to the neighbours; the ends of the range are neighbours only to an observation that has no other. */
function bandwidth(sorted: readonly number[], i: number, low: number, high: number): number {
  const [before, after] = [sorted[i - 1], sorted[i + 1]];
  if (before === undefined && after === undefined) return Math.max(sorted[i]! - low, high - sorted[i]!);
  return Math.max(before === undefined ? 0 : sorted[i]! - before, after === undefined ? 0 : after - sorted[i]!);
}

/** Shares of the values, each observation smoothed over all. */
export class ChoiceEstimator {
  readonly probabilities: readonly number[];

  constructor(observations: readonly number[], values: number) {
    const kernels = observations.length + 1;
    const smoothing = 1 / kernels;
    const whole = 1 + values * smoothing;
    this.probabilities = Array.from({ length: values }, (_, place) => {
      const seen = observations.filter((observed) => observed === place).length;
      return ((observations.length * smoothing + seen) / whole + 1 / values) / kernels;
    });
  }

  sample(random: Random): number {
    let left = random.uniform();
    for (const [place, probability] of this.probabilities.entries()) {
      left -= probability;
      if (left < 0) return place;
    }
    return this.probabilities.length - 1;
  }

  logDensity(place: number): number {
    return Math.log(this.probabilities[place]!);
  }
}

/** A standard normal draw, by the Box-Muller transform. */
function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}

/** The standard normal distribution function, to seven digits. */
const phi = (z: number): number => 0.5 * erfc(-z / Math.SQRT2);

const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];

/** The complementary error function (Press et al., "Numerical Recipes", 2nd edition, 6.2: `erfcc`). */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const polynomial = ERFC.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = t * Math.exp(-x * x + polynomial);
  return x >= 0 ? tail : 2 - tail;
}

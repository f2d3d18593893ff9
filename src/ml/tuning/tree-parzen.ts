/** TPE: where good trials lay more densely than bad ones (Bergstra et al., NIPS 2011), each hyperparameter by itself. */
import type { Random } from '../random.js';
import type { Dimension } from './dimension.js';
import { ChoiceEstimator, RangeEstimator } from './parzen-estimators.js';
import type { Point } from './search-space.js';

/** A trial so far. */
export interface Tried {
  point: Point;
  /** Less is better. Null of one that runs still, was stopped or failed: it counts among the bad ones. */
  loss: number | null;
}

/** Of the finished trials this share is good, as in Optuna. */
const GOOD_SHARE = 0.1;
const MOST_GOOD = 25;

/** A point for the next trial. Those that run are taken for bad, so that trials at the same time spread. */
export function proposeByTree(
  dimensions: readonly Dimension[],
  tried: readonly Tried[],
  { candidates, random }: { candidates: number; random: Random },
): Point {
  const { good, bad } = divide(tried);
  return Object.fromEntries(
    dimensions.map((dimension) => {
      const [likely, unlikely] = [good, bad].map((points) => estimator(dimension, points));
      let best = { place: 0, ratio: Number.NEGATIVE_INFINITY };
      for (let i = 0; i < candidates; i++) {
        const place = likely!.sample(random);
        const ratio = likely!.logDensity(place) - unlikely!.logDensity(place);
        if (ratio > best.ratio) best = { place, ratio };
      }
      return [dimension.name, dimension.type === 'range' ? dimension.value(best.place) : dimension.values[best.place]];
    }),
  );
}

function divide(tried: readonly Tried[]): { good: Point[]; bad: Point[] } {
  const finished = tried
    .filter((trial): trial is Tried & { loss: number } => trial.loss !== null)
    .sort((a, b) => a.loss - b.loss);
  const count = Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * finished.length));
  const good = new Set<Tried>(finished.slice(0, count));
  const pointsOf = (isGood: boolean) => tried.filter((trial) => good.has(trial) === isGood).map(({ point }) => point);
  return { good: pointsOf(true), bad: pointsOf(false) };
}

/** What a trial had that lies outside of the space, as defaults may, says nothing here. */
function estimator(dimension: Dimension, points: readonly Point[]): RangeEstimator | ChoiceEstimator {
  const places = points.map((point) => dimension.place(point[dimension.name])).filter((place) => place !== null);
  return dimension.type === 'range'
    ? new RangeEstimator(places, dimension.low, dimension.high)
    : new ChoiceEstimator(places, dimension.values.length);
}

/** Requests for single trials at the ends of a space. */
import type { Searched, SearchSpace } from '../../../ml/tuning/search-space.js';
import type { TrainingRequest } from '../../training-request.js';

/** With which trials take longest and need the most memory. */
const HEAVIEST: Partial<Record<Searched, (...values: number[]) => number>> = {
  epochs: Math.max,
  maxSteps: Math.max,
  batchSize: Math.max,
  maxLength: Math.max,
  gradientAccumulation: Math.min,
};

/** The values to look at of each: all of a list, both ends of a range. */
const endsOf = (given: NonNullable<SearchSpace[Searched]>): readonly unknown[] =>
  'values' in given ? given.values : [given.min, given.max];

/** What the space may lead to, one change at a time. */
export function extremesOf(base: TrainingRequest, space: SearchSpace): [Searched, TrainingRequest][] {
  return (Object.keys(space) as Searched[]).flatMap((name) =>
    endsOf(space[name]!).map((value): [Searched, TrainingRequest] => [name, withValues(base, { [name]: value })]),
  );
}

/** For each method the trial that takes the most. */
export function heaviest(base: TrainingRequest, space: SearchSpace): TrainingRequest[] {
  const values: Record<string, unknown> = {};
  for (const [name, choose] of Object.entries(HEAVIEST)) {
    const given = space[name as Searched];
    if (given) values[name] = choose(...(endsOf(given) as number[]));
  }
  const methods = [base.method, ...(space.method?.values ?? [])];
  return methods.map((method) => withValues(base, { ...values, method }));
}

/** A trial: the base with values of a point in place of its own. */
export function withValues<Request extends Pick<TrainingRequest, 'method' | 'hyperparameters'>>(
  base: Request,
  { method = base.method, ...values }: { readonly [name: string]: unknown },
): Request {
  return { ...base, method, hyperparameters: { ...base.hyperparameters, ...values } } as Request;
}

import { type ClassReport, ClassTally } from '../classification-report.js';
import type { Tally } from '../tally.js';
import type { EntityOutcome } from './entity-outcomes.js';

/** Metrics of a token classifier's entities, by the names of the HTTP contract. */
export const ENTITY_METRICS = ['entityF1', 'macroPrecision', 'macroRecall', 'macroF1'] as const;
export type EntityMetric = (typeof ENTITY_METRICS)[number];

/** The sums from which every metric of a token classifier follows. */
export class EntityTally implements Tally<EntityMetric> {
  private readonly counts: ClassTally;

  constructor(
    private readonly outcomes: readonly EntityOutcome[],
    labels: number,
  ) {
    this.counts = new ClassTally(labels);
  }

  static of(outcomes: readonly EntityOutcome[], labels: number): EntityTally {
    const tally = new EntityTally(outcomes, labels);
    for (let row = 0; row < outcomes.length; row++) tally.add(row);
    return tally;
  }

  add(row: number): void {
    for (const { label, support, predicted, right } of this.outcomes[row]!.counts) {
      this.counts.add(label, support, predicted, right);
    }
  }

  perLabel(): ClassReport[] {
    return this.counts.report().perClass;
  }

  metrics(): Record<EntityMetric, number> {
    const { perClass: _, microF1, ...macro } = this.counts.report();
    return { entityF1: microF1, ...macro };
  }
}

/**
 * Sums over rows from which metrics follow. The point estimate adds each row once, a bootstrap replicate as often as it
 * was drawn, a slice its own rows: one definition serves all three.
 */
export interface Tally<Name extends string> {
  add(row: number): void;
  /** The metrics of the rows added so far; there has to be one. */
  metrics(): Record<Name, number>;
}

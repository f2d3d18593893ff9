import type { Random } from '../random.js';

/** With fewer groups than these, intervals from drawing whole groups would be too narrow to mean anything. */
export const FEWEST_GROUPS = 10;

/**
 * Draws bootstrap samples of rows. Rows of one group (one author, one thread) are no independent evidence: where there are
 * groups, whole ones are drawn (the cluster bootstrap of Davison & Hinkley, "Bootstrap Methods and their Application",
 * 1997, section 3.8). A row without a group is a group of its own.
 */
export class Resampler {
  /** Rows of each unit that is drawn as a whole; null where these are the rows. */
  readonly units: readonly Uint32Array[] | null;

  constructor(
    readonly rows: number,
    groups?: readonly (string | null)[],
  ) {
    this.units = groups ? unitsOf(groups) : null;
  }

  /** How many groups there are to draw from; null where rows are drawn: there are no groups, or too few. */
  get groups(): number | null {
    return this.units?.length ?? null;
  }

  /** Which unit each row is of: what has to be swapped or shuffled as one. */
  unitOfRow(): Uint32Array {
    if (!this.units) return Uint32Array.from({ length: this.rows }, (_, row) => row);
    const unitOf = new Uint32Array(this.rows);
    for (const [unit, rows] of this.units.entries()) for (const row of rows) unitOf[row] = unit;
    return unitOf;
  }

  /** Calls `add` for each row of a sample, as often as it is drawn. */
  draw(random: Random, add: (row: number) => void): void {
    const { units, rows } = this;
    if (!units) {
      for (let i = 0; i < rows; i++) add(random.below(rows));
      return;
    }
    for (let i = 0; i < units.length; i++) for (const row of units[random.below(units.length)]!) add(row);
  }
}

function unitsOf(groups: readonly (string | null)[]): Uint32Array[] | null {
  const members = new Map<string, number[]>();
  const alone: number[] = [];
  for (const [row, group] of groups.entries()) {
    const known = group === null ? alone : members.get(group);
    if (known) known.push(row);
    else members.set(group!, [row]);
  }
  const units = [...members.values(), ...alone.map((row) => [row])];
  return units.length === groups.length || units.length < FEWEST_GROUPS
    ? null
    : units.map((of) => Uint32Array.from(of));
}

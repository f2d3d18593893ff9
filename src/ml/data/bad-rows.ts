import { InputError } from '../input-error.js';

/** Rows named in an error or a report; of the others only the number is kept. */
const NAMED = 20;
/** Without a tolerance there is nothing to count on for: so many bad rows are shown together, then reading stops. */
const ENOUGH = 10;

/** Counts rows that can't be used, and decides whether there are too many. */
export class BadRows {
  readonly named: { line: number; problem: string }[] = [];
  count = 0;

  /**
   * @param tolerate share of all rows that may be bad, 0 to 1
   * @param place what rows are told by: the line on which one starts, or its number where there are no lines
   */
  constructor(
    private readonly tolerate: number,
    private readonly place: 'line' | 'row',
  ) {}

  add(line: number, problem: string): void {
    this.count++;
    if (this.named.length < NAMED) this.named.push({ line, problem });
    if (this.tolerate === 0 && this.count >= ENOUGH) throw this.error(null);
  }

  /** To be asked when all rows are read. */
  check(read: number): void {
    if (this.count > 0 && (this.count > this.tolerate * read || this.count === read)) throw this.error(read);
  }

  private error(read: number | null): InputError {
    const [first, ...others] = this.named;
    const more =
      others.length > 0 ? ` Other bad rows: ${others.map(({ line }) => `${this.place} ${line}`).join(', ')}.` : '';
    const found = read === null ? 'Reading stopped there.' : `${this.count} of ${read} rows are bad.`;
    const advice =
      this.tolerate === 0
        ? 'Correct them, or set options.tolerate to the share of bad rows that may be dropped.'
        : `options.tolerate allows a share of ${this.tolerate}.`;
    return new InputError(
      'bad-rows',
      `${this.place === 'line' ? 'Line' : 'Row'} ${first!.line} ${first!.problem}.${more} ${found} ${advice}`,
    );
  }
}

import { InputError } from '../../../input-error.js';
import { Growing } from '../../growing.js';
import type { DataLimits } from '../../limits.js';
import { PLACES } from './min-hash.js';

const ROWS_A_CHUNK = 8192;

/** Signatures of all rows, in chunks that never move; rows that are the same share one. */
export class Signatures {
  private readonly chunks: Uint8Array[] = [];
  private readonly slots = new Growing(Int32Array);
  /** Different ones. */
  size = 0;

  constructor(private readonly limits: DataLimits) {}

  /**
   * To be called for every row in order.
   * @param signature PLACES bytes, which are copied where they are the first row's
   * @param same the first row with the same texts; the row itself where it is that
   */
  add(signature: Uint8Array, same: number): void {
    if (same < this.slots.length) {
      this.slots.push(this.slots.get(same));
      return;
    }
    if (this.size >= this.limits.nearRows) {
      throw new InputError(
        'too-many-rows',
        `Near duplicates are looked for among ${this.limits.nearRows} different rows at most, and there are more. ` +
          'Leave cleaning.nearDuplicates (and split.groupNear) out, or send fewer rows.',
      );
    }
    const within = this.size % ROWS_A_CHUNK;
    if (within === 0) this.chunks.push(new Uint8Array(ROWS_A_CHUNK * PLACES));
    this.chunks.at(-1)!.set(signature, within * PLACES);
    this.slots.push(this.size++);
  }

  /** Where a row's signature is, for `agree` and `word`. */
  slotOf(row: number): number {
    return this.slots.get(row);
  }

  /** Whether two signatures agree in at least so many places. */
  agree(a: number, b: number, least: number): boolean {
    const [one, other] = [this.chunkOf(a), this.chunkOf(b)];
    const [from, to] = [(a % ROWS_A_CHUNK) * PLACES, (b % ROWS_A_CHUNK) * PLACES];
    let mayDiffer = PLACES - least;
    for (let place = 0; place < PLACES; place++) {
      if (one[from + place] !== other[to + place] && --mayDiffer < 0) return false;
    }
    return true;
  }

  /** The byte of a signature at a place. */
  byte(slot: number, place: number): number {
    return this.chunkOf(slot)[(slot % ROWS_A_CHUNK) * PLACES + place]!;
  }

  private chunkOf(slot: number): Uint8Array {
    return this.chunks[Math.floor(slot / ROWS_A_CHUNK)]!;
  }
}

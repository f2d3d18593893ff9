import { NONE } from '../../row-index.js';
import { agreeingPlaces, mix, PLACES } from './min-hash.js';
import type { Signatures } from './signatures.js';

/** Pairs at the threshold may be missed so often. */
const MISSED = 0.005;
/** Rows of one bucket that are compared at most. Rows in the index are unlike each other, so that buckets are small. */
const COMPARED = 500;

/**
 * Finds rows that are near to one, among those put in before: locality-sensitive hashing in bands (P. Indyk and R. Motwani,
 * 1998; J. Leskovec, A. Rajaraman and J. Ullman, "Mining of Massive Datasets", chapter 3). Signatures that agree in all
 * places of a band are candidates, and candidates are compared in all places. Memory: 4 bytes a band and row, and as much
 * for the table of buckets.
 */
export class NearIndex {
  private readonly least: number;
  private readonly bandPlaces: number;
  private readonly bands: number;
  /** Of each bucket the entry put in last, plus one; an entry is a slot's band. */
  private readonly heads: Int32Array;
  /** Of each entry the one before it in its bucket, plus one. */
  private readonly previous: Int32Array;
  /** The row that each slot in the index stands for, NONE where it isn't in. */
  private readonly rows: Int32Array;
  /** Of each slot, the query that looked at it last. */
  private readonly seen: Int32Array;
  private query = 0;

  constructor(
    private readonly signatures: Signatures,
    threshold: number,
  ) {
    this.least = agreeingPlaces(threshold);
    this.bandPlaces = placesOfBand(threshold);
    this.bands = Math.floor(PLACES / this.bandPlaces);
    const entries = signatures.size * this.bands;
    this.heads = new Int32Array(2 ** Math.floor(Math.log2(Math.max(2, entries))));
    this.previous = new Int32Array(entries);
    this.rows = new Int32Array(signatures.size).fill(NONE);
    this.seen = new Int32Array(signatures.size);
  }

  /** Rows of the index that are near to this one, each once, in no order of their own. */
  *nearTo(row: number): Generator<number> {
    const slot = this.signatures.slotOf(row);
    this.query++;
    for (let band = 0; band < this.bands; band++) {
      let compared = 0;
      for (let entry = this.heads[this.bucketOf(slot, band)]!; entry > 0; entry = this.previous[entry - 1]!) {
        const other = Math.floor((entry - 1) / this.bands);
        if (this.seen[other] === this.query) continue;
        this.seen[other] = this.query;
        if (++compared > COMPARED) break;
        if (this.signatures.agree(slot, other, this.least)) yield this.rows[other]!;
      }
    }
  }

  /** Puts a row in, unless one that shares its signature stands for it already. */
  insert(row: number): void {
    const slot = this.signatures.slotOf(row);
    if (this.rows[slot] !== NONE) return;
    this.rows[slot] = row;
    for (let band = 0; band < this.bands; band++) {
      const bucket = this.bucketOf(slot, band);
      const entry = slot * this.bands + band;
      this.previous[entry] = this.heads[bucket]!;
      this.heads[bucket] = entry + 1;
    }
  }

  private bucketOf(slot: number, band: number): number {
    let hash = band;
    for (let place = 0; place < this.bandPlaces; place++) {
      hash = mix((hash << 8) ^ (hash >>> 24) ^ this.signatures.byte(slot, band * this.bandPlaces + place));
    }
    return hash & (this.heads.length - 1);
  }
}

/** The longest bands with which a pair at the threshold still agrees in one of them nearly always: fewest false candidates. */
export function placesOfBand(threshold: number): number {
  for (let places = PLACES / 4; places > 1; places--) {
    const missed = (1 - threshold ** places) ** Math.floor(PLACES / places);
    if (missed <= MISSED) return places;
  }
  return 1;
}

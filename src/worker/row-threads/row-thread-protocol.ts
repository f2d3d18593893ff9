import type { MadeRows } from '../../ml/data/making/made-rows.js';
import type { MakerPlan } from '../../ml/data/making/row-maker.js';
import type { QuoteFault } from '../../ml/data/reading/csv-records.js';
import type { PiecePlan } from '../../ml/data/reading/piece-reader.js';

/** What a thread is told once, when it starts. */
export interface RowThreadPlan {
  maker: MakerPlan;
  pieces: PiecePlan;
}

/** A piece to make rows of. Memory that is sent along is the other side's until its answer. */
export interface PieceMessage {
  /** Bytes of the piece and how many; or the size of a line that is too long. */
  piece: { memory: SharedArrayBuffer; length: number; final: boolean } | { tooLong: number };
  first: boolean;
  /** Where the lines of its rows go; where they find no room there, the answer brings other memory. */
  target: SharedArrayBuffer;
}

export type PieceAnswer = { made: MadeRows } | { fault: QuoteFault; line: number } | { error: unknown };

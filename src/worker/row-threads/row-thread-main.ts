import { parentPort, workerData } from 'node:worker_threads';
import { ByteBlock } from '../../ml/data/making/byte-block.js';
import { RowMaker } from '../../ml/data/making/row-maker.js';
import { PieceRows, QuoteFaultInPiece } from '../../ml/data/reading/piece-reader.js';
import type { PieceAnswer, PieceMessage, RowThreadPlan } from './row-thread-protocol.js';

/** The entry of a thread that makes rows of pieces of a text, one piece at a time. */
const { maker: plan, pieces } = workerData as RowThreadPlan;
const maker = RowMaker.load(plan, null);
// Messages that come meanwhile wait.
parentPort!.on('message', (message: PieceMessage) => {
  answer(message).then(
    (found) => parentPort!.postMessage(found),
    (error: unknown) => parentPort!.postMessage({ error }),
  );
});

async function answer({ piece, first, target }: PieceMessage): Promise<PieceAnswer> {
  try {
    const rows = new PieceRows('tooLong' in piece ? piece : bytesOf(piece), first, pieces, plan.limits);
    const made = await (await maker).make(rows, new ByteBlock(target));
    return { made: { ...made, sourceLines: rows.lines } };
  } catch (error) {
    if (error instanceof QuoteFaultInPiece) return { fault: error.fault, line: error.line };
    throw error;
  }
}

function bytesOf({ memory, length, final }: Exclude<PieceMessage['piece'], { tooLong: number }>) {
  return { bytes: Buffer.from(memory as unknown as ArrayBuffer, 0, length), final };
}

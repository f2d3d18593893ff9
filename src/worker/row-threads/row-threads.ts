import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { MadeRows } from '../../ml/data/making/made-rows.js';
import type { QuoteFault } from '../../ml/data/reading/csv-records.js';
import type { Piece } from '../../ml/data/reading/whole-records.js';
import type { PieceAnswer, PieceMessage, RowThreadPlan } from './row-thread-protocol.js';

/** The compiled entry, also when this file runs uncompiled in a test: the trees `src` and `dist` mirror each other. */
const ENTRY = new URL('../../../dist/worker/row-threads/row-thread-main.js', import.meta.url);
const MIB = 1024 * 1024;
/** Pieces that a thread has at once: the one it works at and the one it takes next. */
const PIECES_A_THREAD = 2;
/** V8 lets its young generation grow where much is made and dropped at once, as rows are. Here the half of a worker's does. */
const YOUNG_GENERATION = '--max-semi-space-size=4';

/**
 * Makes rows of the pieces of a text in threads, and gives them in the order of the text. Its memory is that of two pieces
 * a thread, however long the text is. Rows are to be done with before the next are asked for.
 *
 * @param faultAt the error for a quote that nobody can tell the meaning of, in the record that starts on a line of the text
 */
export async function* madeInThreads(
  pieces: AsyncIterable<Piece>,
  plan: RowThreadPlan,
  count: number,
  faultAt: (fault: QuoteFault, line: number) => Error,
): AsyncGenerator<MadeRows> {
  const threads = Array.from({ length: count }, () => new RowThread(plan));
  // In turn: those that are freed first are those that were given out first.
  const free = Array.from({ length: PIECES_A_THREAD * count }, (_, i) => new Slot(threads[i % count]!));
  const underWay: { slot: Slot; answer: Promise<PieceAnswer> }[] = [];
  const text = pieces[Symbol.asyncIterator]();
  let lines = 0;
  async function* oldest(): AsyncGenerator<MadeRows> {
    const { slot, answer } = underWay.shift()!;
    const found = await answer;
    if ('error' in found) throw found.error;
    if ('fault' in found) throw faultAt(found.fault, lines + found.line);
    lines += found.made.sourceLines;
    yield found.made;
    slot.target = found.made.lines.buffer as unknown as SharedArrayBuffer;
    free.push(slot);
  }
  try {
    for (let first = true; ; first = false) {
      const read = await text.next().catch((error: unknown) => ({ error }));
      // What is wrong further on in the text comes after what is wrong with the rows before.
      if ('error' in read || read.done) {
        while (underWay.length > 0) yield* oldest();
        if ('error' in read) throw read.error;
        return;
      }
      if (free.length === 0) yield* oldest();
      const slot = free.shift()!;
      underWay.push({ slot, answer: slot.make(read.value, first) });
    }
  } finally {
    await text.return?.();
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

/** Memory for one piece on its way: used again for piece after piece, so that none waits for a garbage collector. */
class Slot {
  private source = new SharedArrayBuffer(MIB);
  target = new SharedArrayBuffer(MIB);

  constructor(private readonly thread: RowThread) {}

  make(piece: Piece, first: boolean): Promise<PieceAnswer> {
    return this.thread.make({ piece: 'tooLong' in piece ? piece : this.copy(piece), first, target: this.target });
  }

  private copy({ bytes, final }: Exclude<Piece, { tooLong: number }>) {
    if (bytes.length > this.source.byteLength) this.source = new SharedArrayBuffer(2 * bytes.length);
    new Uint8Array(this.source).set(bytes);
    return { memory: this.source, length: bytes.length, final };
  }
}

/** A thread that makes rows of one piece after another. */
class RowThread {
  private readonly worker: Worker;
  private readonly waiting: ((answer: PieceAnswer) => void)[] = [];

  constructor(plan: RowThreadPlan) {
    // For threads to come: `resourceLimits` would give way to what the process was started with.
    setFlagsFromString(YOUNG_GENERATION);
    this.worker = new Worker(ENTRY, { workerData: plan });
    this.worker.on('message', (answer: PieceAnswer) => this.waiting.shift()!(answer));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('A thread that makes rows ended before its work was done.')));
  }

  /** Never rejects: what goes wrong is for the piece's turn. */
  make(message: PieceMessage): Promise<PieceAnswer> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.worker.postMessage(message);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: unknown): void {
    for (const answer of this.waiting.splice(0)) answer({ error });
  }
}

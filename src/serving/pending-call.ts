import type { Answer } from '../ml/inference/answer.js';

/** One caller's texts on their way through the batches: settles once, when all have their answers or one of them failed. */
export class PendingCall {
  /** One for each input. */
  readonly answer: Promise<Answer[]>;
  private readonly answers: Answer[] = [];
  private missing: number;
  private isSettled = false;
  private readonly settling = Promise.withResolvers<Answer[]>();

  /** Fails with the signal's reason when that aborts first; `abandoned` is then called. */
  constructor(
    rows: number,
    private readonly signal: AbortSignal,
    private readonly abandoned: () => void,
  ) {
    this.missing = rows;
    this.answer = this.settling.promise;
    signal.addEventListener('abort', this.abort, { once: true });
  }

  get settled(): boolean {
    return this.isSettled;
  }

  fill(row: number, answer: Answer): void {
    this.answers[row] = answer;
    this.missing--;
    if (this.missing === 0) this.settle(() => this.settling.resolve(this.answers));
  }

  fail(reason: unknown): void {
    this.settle(() => this.settling.reject(reason));
  }

  private readonly abort = (): void => {
    this.fail(this.signal.reason);
    this.abandoned();
  };

  private settle(how: () => void): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.signal.removeEventListener('abort', this.abort);
    how();
  }
}

import { ClaimLost, type TaskClaim } from './task-claim.js';

/** What is wanted of an attempt, as its trainer hears of it. */
export class AttemptControl {
  private readonly stopping = new AbortController();
  pauseWanted = false;
  claimLost = false;

  /** Aborts when nothing of this attempt is wanted any more. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get stopWanted(): boolean {
    return this.pauseWanted || this.signal.aborted;
  }

  stop(): void {
    this.stopping.abort();
  }

  lose(): void {
    this.claimLost = true;
    this.stop();
  }

  /** @throws ClaimLost when whatever came of the attempt is another trainer's to say */
  assertHeld(claim: TaskClaim): void {
    if (this.claimLost) throw new ClaimLost(claim);
  }
}

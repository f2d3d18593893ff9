import type { Logger } from 'pino';
import { ClaimLost, type TaskClaim } from './task-claim.js';
import type { TaskLedger } from './task-ledger.js';
import type { TaskNotifications } from './task-notifications.js';
import type { TrainerSettings } from './trainer-settings.js';

interface Requests {
  pause(): void;
  cancel(): void;
  lost(): void;
}

/**
 * Extends a task's lease from the trainer's own timer, never from the process that trains, and hands on what the row
 * asks for. It also beats whenever the task's status changes, so that a cancel is seen at once.
 */
export class TaskHeartbeat {
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe = () => {};
  private beating = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly claim: TaskClaim,
    private readonly ledger: TaskLedger,
    private readonly notifications: TaskNotifications,
    private readonly settings: Pick<TrainerSettings, 'leaseMs' | 'heartbeatMs'>,
    private readonly log: Logger,
    private readonly requests: Requests,
  ) {}

  start(): void {
    this.unsubscribe = this.notifications.subscribe(this.claim.taskId, (news) => {
      if (news === 'status') void this.beat();
    });
    this.timer = setInterval(() => void this.beat(), this.settings.heartbeatMs);
    void this.beat();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    this.unsubscribe();
  }

  private async beat(): Promise<void> {
    this.again = true;
    if (this.beating) return;
    this.beating = true;
    while (this.again && !this.stopped) {
      this.again = false;
      await this.beatOnce();
    }
    this.beating = false;
  }

  private async beatOnce(): Promise<void> {
    try {
      const status = await this.ledger.beat(this.claim, this.settings.leaseMs);
      if (this.stopped) return;
      if (status === 'cancelling') this.requests.cancel();
      if (status === 'pausing') this.requests.pause();
    } catch (err) {
      if (this.stopped) return;
      if (err instanceof ClaimLost) this.requests.lost();
      else this.log.warn({ err }, 'a heartbeat failed; the next one may not');
    }
  }
}

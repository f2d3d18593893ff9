import { Bell } from './bell.js';
import { throughLostConnections } from './lost-connection.js';
import type { Outcome } from './settlement.js';
import type { TaskNews } from './task-announcement.js';
import type { AttemptParts, TaskAttempt } from './task-attempt.js';
import { lockClaimed } from './task-claim.js';
import { type WritableEvent, writeEvents } from './task-event-writer.js';
import { type CoordinatedChange, type CoordinatingKind, type CoordinationContext, STOPPED } from './task-kind.js';

/** Tasks say several things a second while they run; so long they are gathered. */
const GATHER_MS = 200;

/** Has a kind coordinate other tasks, in this process. */
export class CoordinatedAttempt implements TaskAttempt {
  done = false;
  /** Nothing of it is lost: it looks at the database again. */
  readonly drains = false;
  private readonly bell = new Bell();
  private readonly watched = new Map<string, () => void>();
  private gathering: NodeJS.Timeout | undefined;

  constructor(
    private readonly kind: CoordinatingKind,
    private readonly parts: AttemptParts,
  ) {}

  async work(): Promise<Outcome> {
    const { task, control } = this.parts;
    const context: CoordinationContext = {
      signal: control.signal,
      transaction: (work) => throughLostConnections(() => this.transaction(work)),
      wait: (taskIds) => this.wait(taskIds),
    };
    try {
      const output = await this.kind.coordinate(task, context);
      if (output === STOPPED) return { type: 'stopped' };
      this.done = true;
      return { type: 'succeeded', output };
    } finally {
      clearTimeout(this.gathering);
      for (const unsubscribe of this.watched.values()) unsubscribe();
    }
  }

  pause(): void {
    this.bell.ring();
  }

  cancel(): void {
    // The signal says it.
  }

  kill(): void {
    // There is no process to end.
  }

  private transaction<T>(work: CoordinatedChange<T>): Promise<T> {
    const { dataSource, claim } = this.parts;
    return dataSource.transaction(async (tx) => {
      const task = await lockClaimed(tx, claim);
      const events: WritableEvent[] = [];
      const result = await work(tx, task, (event) => events.push(event));
      await writeEvents(tx, task, events);
      return result;
    });
  }

  private async wait(taskIds: readonly string[]): Promise<void> {
    const fresh = taskIds.filter((id) => !this.watched.has(id));
    for (const [id, unsubscribe] of this.watched) {
      if (taskIds.includes(id)) continue;
      unsubscribe();
      this.watched.delete(id);
    }
    for (const id of fresh)
      this.watched.set(
        id,
        this.parts.notifications.subscribe(id, (news) => this.heard(news)),
      );
    if (fresh.length > 0) return;
    await this.bell.wait(this.parts.settings.coordinateMs, this.parts.control.signal);
  }

  private heard(news: TaskNews): void {
    if (news === 'status') this.bell.ring();
    else
      this.gathering ??= setTimeout(() => {
        this.gathering = undefined;
        this.bell.ring();
      }, GATHER_MS);
  }
}

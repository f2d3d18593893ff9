import { type Db, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';

/** Wake-ups for what needs one of a trainer's places, and for what needs none: a full trainer takes the latter alone. */
const QUEUES = { work: 'tasks', coordination: 'coordinating-tasks' } as const;
export type Lane = keyof typeof QUEUES;
export const LANES = Object.keys(QUEUES) as Lane[];

interface WakeUp {
  taskId: string;
}

export interface SendOptions {
  readonly lane: Lane;
  readonly afterSeconds?: number;
}

export interface WakeUpOptions {
  /** Whether this process takes wake-ups, and so looks after the queue. */
  readonly receives: boolean;
}

/**
 * Tells trainers that a task waits: pg-boss jobs that carry its id. A wake-up may be lost, late or double: the task's
 * row says what is to be done, and the sweep rings again for rows that nobody took.
 */
export class WakeUps {
  private readonly boss: PgBoss;

  constructor(
    databaseUrl: string,
    private readonly options: WakeUpOptions,
    logger: Logger,
  ) {
    this.boss = new PgBoss({
      connectionString: databaseUrl,
      application_name: 'temper wake-ups',
      max: 4,
      schedule: false,
      supervise: options.receives,
      useListenNotify: options.receives,
    });
    this.boss.on('error', (err) => logger.warn({ err }, 'the wake-up queue had an error'));
  }

  async start(): Promise<void> {
    await this.boss.start();
    // `short` with a key: at most one wake-up waits for a task, so that ringing twice is harmless.
    const options = { policy: 'short', notify: true, expireInSeconds: 60, deleteAfterSeconds: 60 } as const;
    for (const lane of LANES) await this.boss.createQueue(QUEUES[lane], options);
  }

  /** Becomes visible with the transaction that wrote the task's row, or not at all. */
  async send(tx: EntityManager, taskId: string, { lane, afterSeconds = 0 }: SendOptions): Promise<void> {
    const data: WakeUp = { taskId };
    await this.boss.send(QUEUES[lane], data, {
      db: onConnectionOf(tx),
      singletonKey: taskId,
      startAfter: afterSeconds,
    });
  }

  /** Takes wake-ups of a lane one after the other until `mute`. */
  async listen(lane: Lane, take: (taskId: string) => Promise<void>): Promise<void> {
    if (!this.options.receives) throw new Error('This process was not set up to take wake-ups.');
    const worker = await this.boss.work<WakeUp>(QUEUES[lane], { batchSize: 1 }, async ([job]) => {
      if (job) await take(job.data.taskId);
      // There may be another one: pg-boss by itself would only look after its polling interval.
      this.boss.notifyWorker(worker);
    });
  }

  /** Leaves wake-ups to others. May be called while one is being taken, which it does not wait for. */
  async mute(lane: Lane): Promise<void> {
    await this.boss.offWork(QUEUES[lane], { wait: false });
  }

  async stop(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 5_000 });
  }
}

function onConnectionOf(tx: EntityManager): Db {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('A wake-up is sent in a transaction: pass the EntityManager of one.');
  return {
    executeSql: async (text, values) => ({ rows: (await runner.query(text, values, true)).records }),
  };
}

import pg from 'pg';
import type { Logger } from 'pino';
import { parseAnnouncement, TASK_CHANNEL, type TaskNews } from './task-announcement.js';

type Callback = (news: TaskNews) => void;

const RECONNECT_MS = 1_000;

/**
 * Calls back when something happened to a task, on whichever machine: one connection a process that listens to
 * PostgreSQL. Callbacks carry no content and may come without need; who is called looks at the database. After a lost
 * connection everybody is called, since anything may have been missed.
 */
export class TaskNotifications {
  private readonly subscribers = new Map<string, Set<Callback>>();
  private client: pg.Client | undefined;
  private reconnect: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await this.connect();
  }

  subscribe(taskId: string, callback: Callback): () => void {
    const callbacks = this.subscribers.get(taskId) ?? new Set();
    this.subscribers.set(taskId, callbacks.add(callback));
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0) this.subscribers.delete(taskId);
    };
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.reconnect);
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'temper notifications',
      keepAlive: true,
    });
    this.client = client;
    client.on('error', (err) => this.lost(client, err));
    client.on('end', () => this.lost(client, new Error('the connection ended')));
    client.on('notification', ({ payload }) => {
      const heard = parseAnnouncement(payload);
      if (!heard) return;
      for (const callback of this.subscribers.get(heard.taskId) ?? []) callback(heard.news);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${TASK_CHANNEL}`);
    } catch (error) {
      this.lost(client, error as Error);
      throw error;
    }
  }

  /** A connection is lost once, though it may say so in several ways. */
  private lost(client: pg.Client, err: Error): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => {});
    this.logger.warn({ err }, 'lost the connection that listens for task notifications; connecting again');
    this.reconnect = setTimeout(() => {
      this.connect().then(
        () => this.callEverybody(),
        // Seen to by `lost`, which tries again.
        () => {},
      );
    }, RECONNECT_MS);
  }

  private callEverybody(): void {
    for (const callbacks of this.subscribers.values()) for (const callback of callbacks) callback('status');
  }
}

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
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'temper notifications',
      keepAlive: true,
    });
    client.on('error', (err) => this.lost(client, err));
    client.on('end', () => this.lost(client, new Error('the connection ended')));
    client.on('notification', ({ payload }) => {
      const heard = parseAnnouncement(payload);
      if (!heard) return;
      for (const callback of this.subscribers.get(heard.taskId) ?? []) callback(heard.news);
    });
    this.client = client;
    await client.connect();
    await client.query(`LISTEN ${TASK_CHANNEL}`);
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

  private lost(client: pg.Client, err: Error): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    this.logger.warn({ err }, 'lost the connection that listens for task notifications; connecting again');
    client.end().catch(() => {});
    this.scheduleReconnect();
  }

  private scheduleReconnect(): void {
    this.reconnect = setTimeout(() => {
      this.start().then(
        () => this.callEverybody(),
        // `lost` has seen to the errors of a connection; what fails before there is one is tried again here.
        () => this.scheduleReconnect(),
      );
    }, RECONNECT_MS);
  }

  private callEverybody(): void {
    for (const callbacks of this.subscribers.values()) for (const callback of callbacks) callback('status');
  }
}

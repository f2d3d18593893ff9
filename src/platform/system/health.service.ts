import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../ids.js';
import { ObjectStore } from '../storage/object-store.js';
import type { HealthView } from './system.schemas.js';

/** Answers with what is wrong, or null. */
export type HealthCheck = () => Promise<string | null>;

const CHECK_TIMEOUT_MS = 3000;

/** What has to work before this process should get requests. Features add checks of their own. */
@Injectable()
export class HealthService implements BeforeApplicationShutdown {
  private readonly checks = new Map<string, HealthCheck>();
  private draining = false;

  constructor(source: DataSource, store: ObjectStore) {
    this.register('database', async () => {
      await source.query('SELECT 1');
      return null;
    });
    this.register('storage', async () => {
      await store.exists(newId('health'));
      return null;
    });
    this.register('shutdown', async () => (this.draining ? 'this process is shutting down' : null));
  }

  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** From here on balancers should look elsewhere; what is under way is still answered. */
  beforeApplicationShutdown(): void {
    this.draining = true;
  }

  async check(): Promise<HealthView> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await settle(check)] as const),
    );
    const ok = entries.every(([, result]) => result === 'ok');
    return { status: ok ? 'ok' : 'unavailable', checks: Object.fromEntries(entries) };
  }
}

async function settle(check: HealthCheck): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, `no answer within ${CHECK_TIMEOUT_MS / 1000} s`);
  });
  try {
    return (await Promise.race([check(), timeout])) ?? 'ok';
  } catch {
    // The error's text may name hosts and accounts, and this route is public.
    return 'not reachable';
  } finally {
    clearTimeout(timer);
  }
}

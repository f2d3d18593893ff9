import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { IdempotencyKeyReused, RequestInFlight } from './idempotency.errors.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';

/** What a repeat is recognised by. */
export type RequestName = Pick<IdempotencyKeyEntity, 'apiKeyId' | 'projectId' | 'route' | 'key'>;
export type FirstAnswer = { status: number; answer: Buffer; fingerprint: string };

const LOCK_SECONDS = 60;
const RENEW_MS = 20_000;
const SWEEP_MS = 3_600_000;

/** Keeps first answers by key and route for 24 h. */
@Injectable()
export class IdempotencyService implements OnModuleInit, OnModuleDestroy {
  private sweep: NodeJS.Timeout | undefined;

  constructor(@InjectRepository(IdempotencyKeyEntity) private readonly keys: Repository<IdempotencyKeyEntity>) {}

  onModuleInit(): void {
    this.sweep = setInterval(() => void this.forgetOld().catch(() => undefined), SWEEP_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweep);
  }

  /**
   * Takes the name for a first request, or answers with what the first one was answered. A name is free again after 24 h,
   * and when the process that held it has died.
   */
  async begin(name: RequestName): Promise<FirstAnswer | null> {
    const taken = await this.keys.query(
      `INSERT INTO idempotency_keys AS k (api_key_id, project_id, route, key, locked_until)
       VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))
       ON CONFLICT (api_key_id, route, key) DO UPDATE
         SET fingerprint = NULL, status = NULL, answer = NULL, created_at = now(), locked_until = excluded.locked_until
         WHERE k.created_at < now() - interval '24 hours' OR (k.status IS NULL AND k.locked_until < now())
       RETURNING 1`,
      [name.apiKeyId, name.projectId, name.route, name.key, LOCK_SECONDS],
    );
    if (taken.length > 0) return null;
    const first = await this.keys.findOneBy(idOf(name));
    // Gone between the two statements: it failed just now.
    if (!first?.status || !first.answer || !first.fingerprint) throw new RequestInFlight(name.key);
    return { status: first.status, answer: first.answer, fingerprint: first.fingerprint };
  }

  /** Keeps a name taken while its request runs, however long an upload takes. */
  holdOn(name: RequestName): NodeJS.Timeout {
    const renew = () =>
      this.keys.query(
        `UPDATE idempotency_keys SET locked_until = now() + make_interval(secs => $4)
         WHERE api_key_id = $1 AND route = $2 AND key = $3`,
        [name.apiKeyId, name.route, name.key, LOCK_SECONDS],
      );
    return setInterval(() => void renew().catch(() => undefined), RENEW_MS);
  }

  async finish(name: RequestName, answer: FirstAnswer): Promise<void> {
    await this.keys.update(idOf(name), answer);
  }

  /** A request that failed made nothing: its repeat is a first one again. */
  async abandon(name: RequestName): Promise<void> {
    await this.keys.delete(idOf(name));
  }

  private async forgetOld(): Promise<void> {
    await this.keys.query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'`);
  }
}

export function checkSame(name: RequestName, first: FirstAnswer, fingerprint: string): void {
  if (first.fingerprint !== fingerprint) throw new IdempotencyKeyReused(name.key);
}

const idOf = ({ apiKeyId, route, key }: RequestName) => ({ apiKeyId, route, key });

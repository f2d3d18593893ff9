import type { EntityManager } from 'typeorm';
import type { Course } from '../../../ml/tuning/median-stopping.js';
import type { TaskEntity } from '../../../runner/task.entity.js';

/** What a trial measured on validation so far, by the share of its steps. What an attempt repeated counts once. */
export async function courseOf(tx: EntityManager, { id, progress }: TaskEntity, metric: string): Promise<Course> {
  const totalSteps = progress?.totalSteps;
  if (!totalSteps) return [];
  const rows: { step: number; value: number }[] = await tx.query(
    `SELECT (data->>'step')::int AS step, (data->>'value')::float8 AS value FROM task_events
     WHERE task_id = $1 AND type = 'metric' AND data->>'split' = 'validation' AND data->>'name' = $2 ORDER BY id`,
    [id, metric],
  );
  const bySteps = new Map(rows.map(({ step, value }) => [step, value]));
  return [...bySteps].sort(([a], [b]) => a - b).map(([step, value]) => ({ share: step / totalSteps, value }));
}

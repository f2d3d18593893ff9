import type { EntityManager } from 'typeorm';
import type { HyperparametersChosen } from '../ml/training/fine-tune.schemas.js';
import type { Hyperparameters } from '../ml/training/hyperparameters.js';

/**
 * What `auto` came to, by task: the worker says so in its first events (`HyperparametersChosen`). Every attempt chooses
 * alike, so the first is as good as any, and is found without reading a long history.
 */
export async function chosenHyperparameters(
  manager: EntityManager,
  taskIds: readonly string[],
): Promise<Map<string, Hyperparameters>> {
  const rows: (HyperparametersChosen & { id: string })[] = await manager.query(
    `SELECT task.id, chosen.hyperparameters FROM unnest($1::text[]) AS task (id) CROSS JOIN LATERAL (
       SELECT data->'hyperparameters' AS hyperparameters FROM task_events
       WHERE task_id = task.id AND data ? 'hyperparameters'
       ORDER BY task_events.id LIMIT 1
     ) AS chosen`,
    [taskIds],
  );
  return new Map(rows.map(({ id, hyperparameters }) => [id, hyperparameters]));
}

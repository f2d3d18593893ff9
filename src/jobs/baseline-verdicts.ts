import type { EntityManager } from 'typeorm';

/** By evaluation, whether a job's model beats its linear baseline; null where the task has none. */
export async function baselineVerdicts(
  manager: EntityManager,
  evaluations: readonly (string | null)[],
): Promise<Map<string, boolean | null>> {
  const ids = evaluations.filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows: { id: string; verdict: { better: 'model' | 'baseline' | null } | null }[] = await manager.query(
    `SELECT id, result->'baseline'->'verdict' AS verdict FROM evaluations WHERE id = ANY($1::text[])`,
    [ids],
  );
  return new Map(rows.map(({ id, verdict }) => [id, verdict && verdict.better === 'model']));
}

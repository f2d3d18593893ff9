import type { EntityManager } from 'typeorm';

/** By job, the sweep that it is a trial of; those that are none are left out. */
export async function sweepsOf(manager: EntityManager, jobIds: readonly string[]): Promise<Map<string, string>> {
  const rows: { jobId: string; sweepId: string }[] = await manager.query(
    'SELECT job_id AS "jobId", sweep_id AS "sweepId" FROM sweep_trials WHERE job_id = ANY($1::text[])',
    [jobIds],
  );
  return new Map(rows.map(({ jobId, sweepId }) => [jobId, sweepId]));
}

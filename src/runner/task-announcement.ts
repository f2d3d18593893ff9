import type { EntityManager } from 'typeorm';

/** PostgreSQL's channel on which every process hears what happened to a task. */
export const TASK_CHANNEL = 'temper_tasks';

/** `status`: its status changed (and so there is a new event). `events`: its worker reported something. */
export type TaskNews = 'status' | 'events';

/** Heard by the others when the transaction commits. */
export async function announce(tx: EntityManager, taskId: string, news: TaskNews): Promise<void> {
  await tx.query('SELECT pg_notify($1, $2)', [TASK_CHANNEL, `${news} ${taskId}`]);
}

export function parseAnnouncement(payload: string | undefined): { news: TaskNews; taskId: string } | null {
  const [news, taskId] = (payload ?? '').split(' ');
  return (news === 'status' || news === 'events') && taskId ? { news, taskId } : null;
}

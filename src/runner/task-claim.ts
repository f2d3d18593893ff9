import type { EntityManager } from 'typeorm';
import { TaskEntity } from './task.entity.js';

/** A trainer's hold on a task. It names the attempt, so that a trainer presumed dead can change nothing any more. */
export interface TaskClaim {
  readonly taskId: string;
  readonly attempt: number;
  readonly trainerId: string;
}

/** The task went on without this trainer. Whatever it still has is worthless; it stops and touches nothing. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';

  constructor(claim: TaskClaim) {
    super(`Attempt ${claim.attempt} of task ${claim.taskId} no longer belongs to trainer ${claim.trainerId}.`);
  }
}

/** Locks the claimed row until the transaction ends, or throws `ClaimLost`. Every write of a trainer begins here. */
export async function lockClaimed(tx: EntityManager, claim: TaskClaim): Promise<TaskEntity> {
  const task = await tx.findOne(TaskEntity, {
    where: { id: claim.taskId, attempt: claim.attempt, trainerId: claim.trainerId },
    lock: { mode: 'for_no_key_update' },
  });
  if (!task) throw new ClaimLost(claim);
  return task;
}

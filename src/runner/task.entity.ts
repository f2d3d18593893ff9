import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { TaskProgress } from '../worker/protocol.js';
import type { ProcessIdentity } from './process-identity.js';
import type { TaskStatus } from './task-status.js';

/** Why a task failed. `detail` (stack, last output of the worker) is for those who run the service. */
export interface TaskError {
  code: string;
  message: string;
  detail?: string;
}

/** A checkpoint in the object store: every file below `key`. */
export interface TaskCheckpoint {
  id: string;
  key: string;
  step: number;
  createdAt: string;
  files: { path: string; size: number; sha256: string }[];
}

/** Which processes work on a task, so that a trainer that starts again finds what a dead one left behind. */
export interface WorkerRecord {
  machine: string;
  trainer: ProcessIdentity;
  /** The child; null until it is forked. */
  child: ProcessIdentity | null;
}

/** A unit of heavy work. This row is the only truth about it; wake-ups and events follow from it. */
@Entity('tasks')
@Index(['status', 'kind'])
@Index('ix_tasks_to_clean', ['finishedAt'], { where: 'finished_at IS NOT NULL AND cleaned_at IS NULL' })
export class TaskEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  projectId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  status!: TaskStatus;

  /** The attempt that runs or will run next, from 1. With `trainerId` it fences every write of a trainer. */
  @Column('int')
  attempt!: number;

  @Column('int')
  maxAttempts!: number;

  @Column('jsonb')
  input!: unknown;

  @Column('jsonb', { nullable: true })
  output!: unknown;

  @Column('jsonb', { nullable: true })
  error!: TaskError | null;

  @Column('jsonb', { nullable: true })
  progress!: TaskProgress | null;

  /** Oldest first; the last is where the next attempt goes on. */
  @Column('jsonb')
  checkpoints!: TaskCheckpoint[];

  @Column('text', { nullable: true })
  trainerId!: string | null;

  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  @Column('jsonb', { nullable: true })
  worker!: WorkerRecord | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** When it last became `queued`. */
  @Column('timestamptz')
  queuedAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** When the checkpoints of the finished task were removed from the object store. */
  @Column('timestamptz', { nullable: true })
  cleanedAt!: Date | null;
}

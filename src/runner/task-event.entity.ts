import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { LogLevel } from '../worker/protocol.js';
import { TaskEntity } from './task.entity.js';

export const TASK_EVENT_TYPES = ['status', 'log', 'metric', 'checkpoint'] as const;
export type TaskEventType = (typeof TASK_EVENT_TYPES)[number];

/** Something that happened to a task. Ids grow in the order in which a task's events are committed. */
@Entity('task_events')
@Index(['taskId', 'id'])
export class TaskEventEntity {
  /** A bigint, which PostgreSQL's driver hands out as text. */
  @PrimaryGeneratedColumn('increment', { type: 'bigint' })
  id!: string;

  @Column('text')
  projectId!: string;

  @Column('text')
  taskId!: string;

  /** Never loaded; it is what makes events go with their task. */
  @ManyToOne(() => TaskEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'task_id' })
  task?: Relation<TaskEntity>;

  @Column('int')
  attempt!: number;

  @Column('timestamptz')
  time!: Date;

  @Column('text')
  type!: TaskEventType;

  @Column('text')
  level!: LogLevel;

  @Column('text')
  message!: string;

  @Column('jsonb', { nullable: true })
  data!: unknown;
}

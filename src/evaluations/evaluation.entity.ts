import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import type { Split } from '../ml/data/example.js';
import type { EvaluationResult } from '../ml/evaluation/evaluation-result.js';
import { ModelEntity } from '../models/model.entity.js';
import { WHOLE_NUMBER } from '../platform/database/whole-number.js';
import { TaskEntity } from '../runner/task.entity.js';

/**
 * A model measured on a split of a data set version. Its task says how far it is; the result is written once, in the
 * transaction that ends the task. A job that evaluates itself is the task of its evaluation.
 */
@Entity('evaluations')
@Index(['projectId', 'modelId'])
export class EvaluationEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  projectId!: string;

  @Index()
  @Column('text')
  modelId!: string;

  @ManyToOne(() => ModelEntity, { onDelete: 'RESTRICT' })
  @JoinColumn()
  model!: Relation<ModelEntity>;

  @Index()
  @Column('text')
  datasetVersionId!: string;

  @ManyToOne(() => DatasetVersionEntity, { onDelete: 'RESTRICT' })
  @JoinColumn()
  datasetVersion!: Relation<DatasetVersionEntity>;

  @Column('text')
  split!: Split;

  /** The fields whose values make slices. */
  @Column('text', { array: true, default: [] })
  sliceBy!: string[];

  @Column('bigint', WHOLE_NUMBER)
  seed!: number;

  @Index()
  @Column('text')
  taskId!: string;

  @ManyToOne(() => TaskEntity, { onDelete: 'RESTRICT' })
  @JoinColumn()
  task!: Relation<TaskEntity>;

  @Column('jsonb', { nullable: true })
  result!: EvaluationResult | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

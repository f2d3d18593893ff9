import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ComparisonResult } from '../../ml/evaluation/comparison/comparison-result.js';
import type { EvaluationMetric } from '../../ml/evaluation/evaluation-metrics.js';
import { WHOLE_NUMBER } from '../../platform/database/whole-number.js';
import { TaskEntity } from '../../runner/task.entity.js';
import { EvaluationEntity } from '../evaluation.entity.js';

/** Two evaluations of the same examples held against each other. Its task says how far it is. */
@Entity('comparisons')
export class ComparisonEntity {
  @PrimaryColumn('text')
  id!: string;

  @Index()
  @Column('text')
  projectId!: string;

  @Index()
  @Column('text')
  aId!: string;

  @ManyToOne(() => EvaluationEntity, { onDelete: 'RESTRICT' })
  @JoinColumn()
  a!: Relation<EvaluationEntity>;

  @Index()
  @Column('text')
  bId!: string;

  @ManyToOne(() => EvaluationEntity, { onDelete: 'RESTRICT' })
  @JoinColumn()
  b!: Relation<EvaluationEntity>;

  @Column('text')
  metric!: EvaluationMetric;

  @Column('bigint', WHOLE_NUMBER)
  seed!: number;

  @Index()
  @Column('text')
  taskId!: string;

  @ManyToOne(() => TaskEntity, { onDelete: 'RESTRICT' })
  @JoinColumn()
  task!: Relation<TaskEntity>;

  @Column('jsonb', { nullable: true })
  result!: ComparisonResult | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

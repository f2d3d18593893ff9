import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Lineage, Manifest, ModelKind } from '../ml/artifact/manifest.js';
import { TaskEntity } from '../runner/task.entity.js';
import type { ModelCalibration } from './model-calibration.js';

/** A bigint, which PostgreSQL's driver hands out as text. */
const wholeNumber = {
  to: (value: number | null) => value,
  from: (text: string | null) => (text === null ? null : Number(text)),
};

/**
 * A model. What comes from its folder (architecture to digest) is null until its import has succeeded, and never changes
 * after that.
 */
@Entity('models')
@Index(['projectId', 'kind'])
export class ModelEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  projectId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: ModelKind;

  /** Ships with Temper: made at boot, not deleted. */
  @Column('boolean')
  builtIn!: boolean;

  @Column('text', { nullable: true })
  architecture!: string | null;

  @Column('bigint', { nullable: true, transformer: wholeNumber })
  parameters!: number | null;

  @Column('text', { nullable: true })
  task!: string | null;

  @Column('text', { array: true, nullable: true })
  labels!: string[] | null;

  /** The model it was fine-tuned from, where that is one of ours. */
  @Index()
  @Column('text', { nullable: true })
  baseModelId!: string | null;

  @ManyToOne(() => ModelEntity, { nullable: true, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'base_model_id' })
  baseModel!: Relation<ModelEntity> | null;

  /** The job that made it. No foreign key: jobs know models, not the other way round. */
  @Column('text', { nullable: true })
  jobId!: string | null;

  @Column('jsonb', { nullable: true })
  metrics!: Record<string, number> | null;

  @Column('jsonb', { nullable: true })
  calibration!: ModelCalibration | null;

  @Column('jsonb', { nullable: true })
  lineage!: Lineage | null;

  /** Every file of its folder, the manifest included, by path. */
  @Column('jsonb', { nullable: true })
  files!: Manifest['files'] | null;

  @Column('text', { nullable: true })
  digest!: string | null;

  /** The import that fills it; its row is the truth about the model's status. Null for models that were made here. */
  @ManyToOne(() => TaskEntity, { nullable: true, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'import_task_id' })
  importTask!: Relation<TaskEntity> | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { CalibrationChoice } from '../calibrations/calibration-choice.js';
import { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import { EvaluationEntity } from '../evaluations/evaluation.entity.js';
import type { HyperparameterChoices } from '../ml/training/hyperparameters.js';
import { ModelEntity } from '../models/model.entity.js';
import { WHOLE_NUMBER } from '../platform/database/whole-number.js';
import { TaskEntity } from '../runner/task.entity.js';

/** What one upload of a result was stored under: an attempt may die between that and the row that refers to it. */
export interface JobDraft {
  model: string;
  evaluation: string | null;
}

/**
 * What was asked for, and what came of it. How far it is stands in its task's row. The ids of model and data set are its
 * history; `held…` keeps what they stand for from being deleted while the job, or the model it made, rests on it.
 */
@Entity('jobs')
export class JobEntity {
  @PrimaryColumn('text')
  id!: string;

  @Index()
  @Column('text')
  projectId!: string;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text')
  type!: string;

  @Index()
  @Column('text')
  modelId!: string;

  @Index()
  @Column('text', { nullable: true })
  heldModelId!: string | null;

  @ManyToOne(() => ModelEntity, { nullable: true, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'held_model_id' })
  heldModel!: Relation<ModelEntity> | null;

  @Index()
  @Column('text')
  datasetId!: string;

  @Column('int')
  datasetVersion!: number;

  @Index()
  @Column('text', { nullable: true })
  heldVersionId!: string | null;

  @ManyToOne(() => DatasetVersionEntity, { nullable: true, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'held_version_id' })
  heldVersion!: Relation<DatasetVersionEntity> | null;

  /** The other model of a job that has two. */
  @Index()
  @Column('text', { nullable: true })
  heldTeacherId!: string | null;

  @ManyToOne(() => ModelEntity, { nullable: true, onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'held_teacher_id' })
  heldTeacher!: Relation<ModelEntity> | null;

  /** What only jobs of this type are told, as the job shows it. */
  @Column('jsonb')
  choices!: object;

  /** As asked for; what `auto` came to is among the task's events. Null for types that train nothing. */
  @Column('jsonb', { nullable: true })
  hyperparameters!: HyperparameterChoices | null;

  @Column('jsonb')
  calibration!: CalibrationChoice;

  @Column('text')
  outputName!: string;

  @Column('bigint', WHOLE_NUMBER)
  seed!: number;

  @Index()
  @Column('text')
  taskId!: string;

  @ManyToOne(() => TaskEntity, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'task_id' })
  task!: Relation<TaskEntity>;

  @Column('jsonb')
  drafts!: JobDraft[];

  @Index()
  @Column('text', { nullable: true })
  resultModelId!: string | null;

  @ManyToOne(() => ModelEntity, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'result_model_id' })
  resultModel!: Relation<ModelEntity> | null;

  @Index()
  @Column('text', { nullable: true })
  resultEvaluationId!: string | null;

  @ManyToOne(() => EvaluationEntity, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'result_evaluation_id' })
  resultEvaluation!: Relation<EvaluationEntity> | null;

  /** What came of it beside the model. */
  @Column('jsonb', { nullable: true })
  result!: object | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

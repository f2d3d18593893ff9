import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { Split } from '../ml/data/example.js';
import type { ResolvedOptions } from '../ml/data/options.js';
import type { Recipe } from '../ml/data/recipe.js';
import { TaskEntity } from '../runner/task.entity.js';
import { DatasetEntity } from './dataset.entity.js';

/** Where a version's rows come from, once they are safe. */
export type VersionSource =
  | { type: 'file' | 'examples'; key: string; fileName: string | null; sha256: string; size: number }
  | { type: 'feedback' | 'predictions'; deployment: string; since: string | null; until: string };

/**
 * One version of a data set. Whether it is ready is its task's status; what came of it is written once, in the
 * transaction that ends the task, and never changed.
 */
@Entity('dataset_versions')
@Unique(['datasetId', 'version'])
export class DatasetVersionEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  projectId!: string;

  @Column('text')
  datasetId!: string;

  @ManyToOne(() => DatasetEntity)
  @JoinColumn()
  dataset!: DatasetEntity;

  /** Counts from 1 within the data set. */
  @Column('int')
  version!: number;

  /** The version that came before, or that this one extends. */
  @Column('int', { nullable: true })
  parent!: number | null;

  /** Whether all rows of the parent are in this one, its validation and test splits unchanged. */
  @Column('boolean')
  extendsParent!: boolean;

  @Index()
  @Column('text')
  taskId!: string;

  @ManyToOne(() => TaskEntity)
  @JoinColumn()
  task!: TaskEntity;

  @Column('jsonb')
  source!: VersionSource;

  @Column('jsonb')
  options!: ResolvedOptions;

  @Column('text', { nullable: true })
  digest!: string | null;

  @Column('jsonb', { nullable: true })
  recipe!: Recipe | null;

  @Column('jsonb', { nullable: true })
  labels!: string[] | null;

  @Column('jsonb', { nullable: true })
  counts!: Record<Split, number> | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { DatasetTask } from '../ml/data/example.js';

/** A named collection of labelled text. Its rows are in its versions. */
@Entity('datasets')
export class DatasetEntity {
  @PrimaryColumn('text')
  id!: string;

  @Index()
  @Column('text')
  projectId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  task!: DatasetTask;

  @Column('text', { nullable: true })
  description!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}

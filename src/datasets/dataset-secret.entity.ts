import { Column, CreateDateColumn, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { DatasetEntity } from './dataset.entity.js';

/**
 * What a data set keeps to itself, in a table of its own: nothing that reads data sets or versions can come upon it. It
 * goes with the data set, and with it any way back from pseudonyms to whom they stand for.
 */
@Entity('dataset_secrets')
export class DatasetSecretEntity {
  @PrimaryColumn('text')
  datasetId!: string;

  @OneToOne(() => DatasetEntity)
  @JoinColumn()
  dataset!: DatasetEntity;

  @Column('text')
  projectId!: string;

  /** 32 random bytes. */
  @Column('bytea')
  pseudonymKey!: Buffer;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

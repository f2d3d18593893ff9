import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ModelEntity } from '../models/model.entity.js';
import { DeploymentEntity } from './deployment.entity.js';

/** Which model a deployment served, from when on, and who said so. Rows are added and kept: the record of production. */
@Entity('deployment_revisions')
export class DeploymentRevisionEntity {
  @PrimaryColumn('text')
  deploymentId!: string;

  /** 1 for the first. */
  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  projectId!: string;

  @ManyToOne(() => DeploymentEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'deployment_id' })
  deployment!: Relation<DeploymentEntity>;

  @Index()
  @Column('text')
  modelId!: string;

  /** Its refusal is what keeps a model that may be needed again from being deleted. */
  @ManyToOne(() => ModelEntity, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'model_id' })
  model!: Relation<ModelEntity>;

  /** Of a rollback: the number of the revision whose model it brought back. */
  @Column('integer', { nullable: true })
  restores!: number | null;

  /** The API key that asked for it. */
  @Column('text')
  createdBy!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  /** When a server first answered with it; written once. */
  @Column('timestamptz', { nullable: true })
  activatedAt!: Date | null;
}

import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DeploymentEntity } from '../deployments/deployment.entity.js';

/** What a deployment answered to one text. Written before the answer is sent, never changed. */
@Entity('predictions')
@Index(['deploymentId', 'id'])
@Index(['deploymentId', 'label', 'id'])
@Index(['deploymentId', 'createdAt'])
export class PredictionEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  projectId!: string;

  @Column('text')
  deploymentId!: string;

  @ManyToOne(() => DeploymentEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'deployment_id' })
  deployment!: Relation<DeploymentEntity>;

  @Column('integer')
  revision!: number;

  @Column('text')
  modelId!: string;

  @Column('text')
  text!: string;

  @Column('text', { nullable: true })
  textPair!: string | null;

  @Column('text')
  label!: string;

  @Column('double precision')
  probability!: number;

  /** The probability of every label of the model, whatever the client asked to see. */
  @Column('json')
  scores!: Record<string, number>;

  @Column('boolean')
  calibrated!: boolean;

  /** By the clock of the process that answered, to the millisecond, as is its id. */
  @Column('timestamptz')
  createdAt!: Date;
}

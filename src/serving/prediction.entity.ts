import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DeploymentEntity } from '../deployments/deployment.entity.js';
import type { ChatMessage } from '../ml/data/example.js';
import type { PredictedAnswer } from './to-prediction.js';

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

  /** The conversation that was to be gone on with; its last message is `text`. */
  @Column('json', { nullable: true })
  messages!: ChatMessage[] | null;

  /** The most probable label; null of tasks that give texts something else. */
  @Column('text', { nullable: true })
  label!: string | null;

  @Column('double precision', { nullable: true })
  probability!: number | null;

  /** The probability of every label of the model, whatever the client asked to see; null of tasks without. */
  @Column('json', { nullable: true })
  scores!: Record<string, number> | null;

  /** What tasks give that have not exactly one label for a text. */
  @Column('json', { nullable: true })
  answer!: PredictedAnswer | null;

  @Column('boolean')
  calibrated!: boolean;

  /** By the clock of the process that answered, to the millisecond, as is its id. */
  @Column('timestamptz')
  createdAt!: Date;
}

import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DeploymentEntity } from '../deployments/deployment.entity.js';
import { PredictionEntity } from '../serving/prediction.entity.js';
import type { RightAnswer } from './right-answer.js';

/**
 * What somebody said about a prediction. Every row is kept; of several on one prediction, the last that says something
 * about its label counts.
 */
@Entity('feedback')
@Index(['deploymentId', 'id'])
@Index(['deploymentId', 'predictionId', 'id'])
@Index(['predictionId'])
export class FeedbackEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  projectId!: string;

  @Column('text')
  predictionId!: string;

  @ManyToOne(() => PredictionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id' })
  prediction!: Relation<PredictionEntity>;

  /** The prediction's, again, so that a deployment's feedback is found without its predictions. */
  @Column('text')
  deploymentId!: string;

  @ManyToOne(() => DeploymentEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'deployment_id' })
  deployment!: Relation<DeploymentEntity>;

  /** The right label, given or implied; null where the feedback does not say which it is. */
  @Column('text', { nullable: true })
  label!: string | null;

  /** The right answer of a prediction that has not exactly one label; null where the feedback does not say which it is. */
  @Column('json', { nullable: true })
  answer!: RightAnswer | null;

  /** Whether the prediction was right; null where the feedback does not say. */
  @Column('boolean', { nullable: true })
  correct!: boolean | null;

  @Column('integer', { nullable: true })
  rating!: number | null;

  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('text', { nullable: true })
  source!: string | null;

  /** The API key it came with. */
  @Column('text')
  createdBy!: string;

  /** By the clock of the process that took it, to the millisecond, as is its id. */
  @Column('timestamptz')
  createdAt!: Date;
}

import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { EvaluationEntity } from '../../../evaluations/evaluation.entity.js';
import type { Course } from '../../../ml/tuning/median-stopping.js';
import type { Point } from '../../../ml/tuning/search-space.js';
import { JobEntity } from '../../job.entity.js';

/** One trial of a sweep. How far it is stands in the task of its job; here is what the sweep made of it. */
@Entity('sweep_trials')
export class SweepTrialEntity {
  @PrimaryColumn('text')
  sweepId!: string;

  /** From 0, which has the defaults. */
  @PrimaryColumn('int')
  number!: number;

  @Column('text')
  projectId!: string;

  @ManyToOne(() => JobEntity, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'sweep_id' })
  sweep?: Relation<JobEntity>;

  @Column('text', { unique: true })
  jobId!: string;

  @OneToOne(() => JobEntity, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id' })
  job!: Relation<JobEntity>;

  /** Its point in the space; of the defaults what `auto` came to, once that is known. */
  @Column('jsonb')
  sampled!: Point;

  /** What the weights that it kept were worth on validation; of one that was stopped its best. Null without either. */
  @Column('double precision', { nullable: true })
  objective!: number | null;

  /** How the objective went, once it has ended. */
  @Column('jsonb', { nullable: true })
  course!: Course | null;

  /** The share of its steps after which the sweep stopped it. */
  @Column('double precision', { nullable: true })
  stoppedAt!: number | null;

  /** When the sweep took note of its end. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** The winner's, on the test split. */
  @Index()
  @Column('text', { nullable: true })
  testEvaluationId!: string | null;

  @ManyToOne(() => EvaluationEntity, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'test_evaluation_id' })
  testEvaluation!: Relation<EvaluationEntity> | null;
}

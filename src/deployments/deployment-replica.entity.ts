import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DeploymentEntity } from './deployment.entity.js';

/** `restarting`: it has answered before, and its process died. `failed`: it will not be tried again by itself. */
export const REPLICA_STATES = ['loading', 'ready', 'restarting', 'failed'] as const;
export type ReplicaState = (typeof REPLICA_STATES)[number];

export interface ReplicaError {
  code: string;
  message: string;
}

/** One server's copy of one revision, as that server reports it. Silent for `LIVE_SECONDS`, it counts as gone. */
@Entity('deployment_replicas')
export class DeploymentReplicaEntity {
  @PrimaryColumn('text')
  deploymentId!: string;

  @PrimaryColumn('text')
  serverId!: string;

  @PrimaryColumn('integer')
  revision!: number;

  @Column('text')
  projectId!: string;

  @ManyToOne(() => DeploymentEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'deployment_id' })
  deployment!: Relation<DeploymentEntity>;

  /** `starts` of the deployment as the server knows it: what it reported before the last start does not count. */
  @Column('integer')
  starts!: number;

  @Column('text')
  state!: ReplicaState;

  @Column('jsonb', { nullable: true })
  error!: ReplicaError | null;

  /** Where the server takes forwarded predictions. */
  @Column('text', { nullable: true })
  address!: string | null;

  /** The machine on which `address` is good; null where it is good everywhere. */
  @Column('text', { nullable: true })
  machine!: string | null;

  /** What the server wants to see before it answers. */
  @Column('text', { nullable: true })
  token!: string | null;

  @Index()
  @Column('timestamptz')
  heartbeatAt!: Date;
}

/** Servers report every few seconds. By the database's clock, so that machines need not agree on the time. */
export const LIVE_SECONDS = 15;

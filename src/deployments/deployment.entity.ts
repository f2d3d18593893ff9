import { Column, CreateDateColumn, Entity, PrimaryColumn, Unique, UpdateDateColumn } from 'typeorm';

export type WantedState = 'running' | 'stopped';

/**
 * What its owner wants: a model under a name, running or stopped. What comes of it is told by the replicas that servers
 * report; the two make the status.
 */
@Entity('deployments')
@Unique(['projectId', 'name'])
export class DeploymentEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  projectId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  wanted!: WantedState;

  /** How often it was asked to start. A server that had given up on it tries again when this has changed. */
  @Column('integer')
  starts!: number;

  /** Number of the revision that should answer. */
  @Column('integer')
  revision!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt!: Date;
}

import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** One first answer, kept for a day. `status` is null while the request it belongs to is in flight. */
@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn('text')
  apiKeyId!: string;

  /** Method and path. */
  @PrimaryColumn('text')
  route!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  projectId!: string;

  /** SHA-256 of the body; null while an upload is still being read. */
  @Column('text', { nullable: true })
  fingerprint!: string | null;

  @Column('integer', { nullable: true })
  status!: number | null;

  /** The body, sealed: see `seal`. */
  @Column('bytea', { nullable: true })
  answer!: Buffer | null;

  /** Renewed while the request runs, so that a crash holds the key up for no longer than this. */
  @Column('timestamptz')
  lockedUntil!: Date;

  @Index()
  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

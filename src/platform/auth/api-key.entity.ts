import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Scope } from './scopes.js';

@Entity('api_keys')
export class ApiKeyEntity {
  @PrimaryColumn('text')
  id!: string;

  @Index()
  @Column('text')
  projectId!: string;

  /** What stands in the key itself. A key that an operator makes up brings its own, which would not sort by time. */
  @Column('text', { unique: true })
  publicId!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  scopes!: Scope[];

  /** SHA-256 of the secret part, in hex. The secret itself is nowhere. */
  @Column('text')
  secretHash!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  /** The row stays, so that a bootstrap key that was revoked is not made again at the next boot. */
  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}

import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ModelEntity } from './model.entity.js';

/** `name@alias` stands for one of the models of that name, and can be moved to another of them. */
@Entity('model_aliases')
export class ModelAliasEntity {
  @PrimaryColumn('text')
  projectId!: string;

  /** The model's name: an alias is one among models of the same name. */
  @PrimaryColumn('text')
  name!: string;

  @PrimaryColumn('text')
  alias!: string;

  @Index()
  @Column('text')
  modelId!: string;

  @ManyToOne(() => ModelEntity, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'model_id' })
  model!: Relation<ModelEntity>;
}

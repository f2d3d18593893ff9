import { z } from 'zod';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page } from '../platform/http/pagination.js';
import type { DeploymentEntity } from './deployment.entity.js';
import type { DeploymentReplicaEntity } from './deployment-replica.entity.js';
import type { DeploymentRevisionEntity } from './deployment-revision.entity.js';
import { conditionOf, DeploymentStatus } from './deployment-status.js';

export const DeploymentReference = z.string().min(1).max(200).describe('Name or id (`dep_…`) of the deployment');

const ModelReference = z
  .string()
  .min(1)
  .max(400)
  .describe('Id of the model, or `name@alias`: the model it stands for now');

export const DeploymentCreate = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected a lower-case letter, then at most 62 of a-z, 0-9 and "-"')
      .describe('What clients call it by; unique'),
    model: ModelReference,
  })
  .meta({ id: 'DeploymentCreate' });
export type DeploymentCreate = z.infer<typeof DeploymentCreate>;

const notYet = (what: string) => z.never({ error: `${what} is not offered by this version; leave it out` }).optional();

export const DeploymentUpdate = z
  .strictObject({
    model: ModelReference.describe('The model that is to answer from now on: id, or `name@alias`'),
    traffic: notYet('a traffic split').describe('Not offered yet: refused'),
    shadow: notYet('a shadow model').describe('Not offered yet: refused'),
  })
  .meta({ id: 'DeploymentUpdate' });
export type DeploymentUpdate = z.infer<typeof DeploymentUpdate>;

export const DeploymentRollback = z
  .strictObject({
    revision: z
      .int()
      .positive()
      .optional()
      .describe('Number of the revision to go back to; by default the one before the current one'),
  })
  .meta({ id: 'DeploymentRollback' });
export type DeploymentRollback = z.infer<typeof DeploymentRollback>;

export const DeploymentView = z
  .object({
    id: z.string().describe('Id of the deployment, `dep_…`'),
    name: z.string().describe('What clients call it by'),
    status: DeploymentStatus.describe(
      '`ready`: the current revision answers; `starting`: it is loaded, or not all servers have it yet; `degraded`: it ' +
        'answers with less than it should, or an older revision does; `failed`: it cannot be loaded; `stopped`',
    ),
    error: z
      .object({
        code: z.string().describe('Stable name of the kind of error, for programs'),
        message: z.string().describe('What went wrong, and what to do'),
      })
      .nullable()
      .describe('Why it is degraded or failed'),
    model: z.string().describe('Id of the model of the current revision'),
    revision: z.int().describe('Number of the current revision: the one that should answer'),
    servingRevision: z
      .int()
      .nullable()
      .describe(
        'Number of the newest revision that answers; behind `revision` while that is loaded, null when none does',
      ),
    createdAt: Timestamp.describe('When it was made'),
    updatedAt: Timestamp.describe('When it was last asked to change'),
  })
  .meta({ id: 'Deployment' });
export type DeploymentView = z.infer<typeof DeploymentView>;

export const DeploymentPage = Page(DeploymentView).meta({ id: 'DeploymentPage' });

export const RevisionView = z
  .object({
    revision: z.int().describe('Its number, from 1'),
    model: z.string().describe('Id of the model'),
    restores: z.int().nullable().describe('Of a rollback: the number of the revision whose model it brought back'),
    createdBy: z.string().describe('Id of the API key that asked for it'),
    createdAt: Timestamp.describe('When it was asked for'),
    activatedAt: Timestamp.nullable().describe('When it first answered; null: not yet, or never'),
  })
  .meta({ id: 'DeploymentRevision' });
export type RevisionView = z.infer<typeof RevisionView>;

export const RevisionPage = Page(RevisionView).meta({ id: 'DeploymentRevisionPage' });

export function toDeploymentView(
  deployment: DeploymentEntity,
  modelId: string,
  replicas: readonly DeploymentReplicaEntity[],
  now: Date,
): DeploymentView {
  return {
    id: deployment.id,
    name: deployment.name,
    ...conditionOf(deployment, replicas, now),
    model: modelId,
    revision: deployment.revision,
    createdAt: deployment.createdAt.toISOString(),
    updatedAt: deployment.updatedAt.toISOString(),
  };
}

export function toRevisionView(revision: DeploymentRevisionEntity): RevisionView {
  return {
    revision: revision.number,
    model: revision.modelId,
    restores: revision.restores,
    createdBy: revision.createdBy,
    createdAt: revision.createdAt.toISOString(),
    activatedAt: revision.activatedAt?.toISOString() ?? null,
  };
}

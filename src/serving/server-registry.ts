import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { DeploymentEntity } from '../deployments/deployment.entity.js';
import { DeploymentReplicaEntity, LIVE_SECONDS } from '../deployments/deployment-replica.entity.js';
import { DeploymentRevisionEntity } from '../deployments/deployment-revision.entity.js';
import type { ReplicaReport } from './hosted-deployment.js';
import type { WantedRevision } from './replica.js';

/** Where a server can be reached, and what it wants to see. */
export interface ServerAddress {
  readonly address: string;
  /** The machine on which the address is good; null where it is good everywhere. */
  readonly machine: string | null;
  readonly token: string;
}

/** Rows of servers that have been silent for so long are removed by any other. */
const SWEEP_AFTER_SECONDS = 4 * LIVE_SECONDS;

/** A server's view of the database: what is wanted of it, and what it reports. */
export class ServerRegistry {
  constructor(
    private readonly dataSource: DataSource,
    private readonly serverId: string,
    /** Null until it listens. */
    private readonly address: () => ServerAddress | null,
  ) {}

  /** The current revision of every deployment that should run: each server has them all. */
  async wanted(): Promise<WantedRevision[]> {
    const rows = await this.dataSource.manager
      .createQueryBuilder(DeploymentRevisionEntity, 'revision')
      .innerJoinAndSelect('revision.deployment', 'deployment', 'deployment.revision = revision.number')
      .innerJoinAndSelect('revision.model', 'model')
      .where(`deployment.wanted = 'running'`)
      .getMany();
    return rows.map(({ deploymentId, number, deployment, model }) => ({
      deploymentId,
      revision: number,
      starts: deployment.starts,
      model,
    }));
  }

  /** Replaces what this server last said. */
  async report(replicas: readonly ReplicaReport[]): Promise<void> {
    const { serverId } = this;
    const address = this.address();
    await this.dataSource.transaction(async (tx) => {
      await tx.delete(DeploymentReplicaEntity, { serverId });
      for (const { deploymentId, revision, starts, state, error } of replicas) {
        // A deployment may be deleted at any moment. Locked here, it is there until this is committed.
        const deployment = await tx.findOne(DeploymentEntity, {
          where: { id: deploymentId },
          lock: { mode: 'for_key_share' },
        });
        if (!deployment) continue;
        const { projectId } = deployment;
        await tx.insert(DeploymentReplicaEntity, {
          ...{ deploymentId, serverId, revision, starts, projectId, state, error: error as object | null },
          ...(address ?? { address: null, machine: null, token: null }),
          heartbeatAt: () => 'now()',
        });
        if (state === 'ready') await activate(tx, deploymentId, revision);
      }
      await tx
        .createQueryBuilder()
        .delete()
        .from(DeploymentReplicaEntity)
        .where('heartbeatAt < now() - make_interval(secs => :seconds)', { seconds: SWEEP_AFTER_SECONDS })
        .execute();
    });
  }

  async withdraw(): Promise<void> {
    await this.dataSource.manager.delete(DeploymentReplicaEntity, { serverId: this.serverId });
  }
}

/** When a revision first answered, on whichever server. */
async function activate(tx: EntityManager, deploymentId: string, number: number): Promise<void> {
  await tx.update(
    DeploymentRevisionEntity,
    { deploymentId, number, activatedAt: IsNull() },
    { activatedAt: () => 'now()' },
  );
}

import { z } from 'zod';
import type { DeploymentEntity } from './deployment.entity.js';
import type { DeploymentReplicaEntity, ReplicaError } from './deployment-replica.entity.js';

export const DeploymentStatus = z.enum(['starting', 'ready', 'degraded', 'stopped', 'failed']);
export type DeploymentStatus = z.infer<typeof DeploymentStatus>;

export interface DeploymentCondition {
  status: DeploymentStatus;
  error: ReplicaError | null;
  /** The newest revision that answers somewhere; null while none does. */
  servingRevision: number | null;
}

type Wanted = Pick<DeploymentEntity, 'wanted' | 'starts' | 'revision' | 'updatedAt'>;
type Replica = Pick<DeploymentReplicaEntity, 'revision' | 'starts' | 'state' | 'error'>;

/** Servers look every second; longer without any replica means that there is none. */
const TAKEN_UP_WITHIN_MS = 10_000;

/**
 * What has come of a deployment, from the replicas that live servers report. `ready` says that the revision asked for
 * answers: while an older one still does, it is `starting`.
 */
export function conditionOf(deployment: Wanted, reported: readonly Replica[], now: Date): DeploymentCondition {
  if (deployment.wanted === 'stopped') return { status: 'stopped', error: null, servingRevision: null };
  const replicas = reported.filter(({ starts }) => starts === deployment.starts);
  const ready = replicas.filter(({ state }) => state === 'ready').map(({ revision }) => revision);
  const older = ready.some((revision) => revision < deployment.revision);
  const current = replicas.filter(({ revision }) => revision === deployment.revision);
  const states = new Set(current.map(({ state }) => state));
  const error = current.find((replica) => replica.error)?.error ?? null;
  const servingRevision = ready.length > 0 ? Math.max(...ready) : null;

  if (states.has('restarting')) return { status: 'degraded', error, servingRevision };
  if (states.has('failed')) return { status: servingRevision ? 'degraded' : 'failed', error, servingRevision };
  if (states.has('ready') && !older) return { status: 'ready', error: null, servingRevision };
  const unclaimed = replicas.length === 0 && now.getTime() - deployment.updatedAt.getTime() > TAKEN_UP_WITHIN_MS;
  return { status: 'starting', error: unclaimed ? NO_SERVER : null, servingRevision };
}

const NO_SERVER: ReplicaError = {
  code: 'no-server',
  message: 'No server has taken it up. Start a process whose TEMPER_ROLES include server.',
};

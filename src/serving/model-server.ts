import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { ModelInput } from '../ml/inference/answer.js';
import { Bell } from '../runner/bell.js';
import { HostedDeployment } from './hosted-deployment.js';
import type { ModelAnswers } from './model-answers.js';
import type { ModelFolders } from './model-folders.js';
import type { ServerRegistry } from './server-registry.js';
import { NotServedHere } from './serving.errors.js';
import type { ServingMetrics } from './serving-metrics.js';
import type { ServingSettings } from './serving-settings.js';

export interface ModelServerParts {
  readonly registry: ServerRegistry;
  readonly folders: ModelFolders;
  readonly settings: ServingSettings;
  readonly metrics: ServingMetrics;
  readonly logger: Logger;
}

/** Without a look at the database for so long, what runs here may not be what is wanted. */
const BLIND_MS = 15_000;

/** The server role: has the models in memory that deployments ask for, and reports what it has. */
export class ModelServer {
  private readonly hosted = new Map<string, HostedDeployment>();
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;
  private changed = false;
  private reportedAt = Number.NEGATIVE_INFINITY;
  private lookedAt = performance.now();

  constructor(private readonly parts: ModelServerParts) {
    parts.metrics.watchQueues(() => new Map([...this.hosted].map(([id, { queueDepth }]) => [id, queueDepth])));
  }

  async start(): Promise<void> {
    await mkdir(this.parts.settings.modelsRoot, { recursive: true });
    this.following = this.follow();
  }

  /** Something may have changed: look now. */
  look = (): void => this.bell.ring();

  /** What is wrong with it, or null. */
  health(): string | null {
    return performance.now() - this.lookedAt > BLIND_MS ? 'the server could not read the deployments lately' : null;
  }

  async answer(deploymentId: string, inputs: readonly ModelInput[], signal: AbortSignal): Promise<ModelAnswers> {
    const deployment = this.hosted.get(deploymentId);
    if (!deployment) throw new NotServedHere();
    return deployment.answer(inputs, signal);
  }

  /** From here on others send it nothing; who is connected to this process is still answered. */
  async withdraw(): Promise<void> {
    this.stopping.abort();
    await this.following;
    await this.parts.registry.withdraw().catch((err) => {
      this.parts.logger.warn({ err }, 'could not take this server off the list; it will count as gone shortly');
    });
  }

  /** Answers what was taken, then ends every model's process. */
  async close(): Promise<void> {
    await Promise.all([...this.hosted.values()].map((deployment) => deployment.close()));
    this.hosted.clear();
    await this.parts.folders.remove();
  }

  private async follow(): Promise<void> {
    const { settings, logger } = this.parts;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.reconcile();
        this.lookedAt = performance.now();
      } catch (err) {
        logger.warn({ err }, 'could not read or report deployments; what runs goes on');
      }
      await this.bell.wait(settings.lookMs, signal);
    }
  }

  private async reconcile(): Promise<void> {
    const { registry, settings, folders } = this.parts;
    const wanted = await registry.wanted();
    const ids = new Set(wanted.map(({ deploymentId }) => deploymentId));
    for (const [id, deployment] of this.hosted) {
      if (ids.has(id)) continue;
      this.hosted.delete(id);
      this.changed = true;
      void deployment.close();
    }
    for (const revision of wanted) this.hostedAs(revision.deploymentId).want(revision);

    const now = performance.now();
    if (!this.changed && now - this.reportedAt < settings.heartbeatMs) return;
    this.changed = false;
    try {
      await registry.report([...this.hosted.values()].flatMap(({ reports }) => reports));
      await folders.tend();
      this.reportedAt = now;
    } catch (error) {
      this.changed = true;
      throw error;
    }
  }

  private hostedAs(id: string): HostedDeployment {
    const { settings, folders, metrics, logger } = this.parts;
    const known = this.hosted.get(id);
    if (known) return known;
    const changed = () => {
      this.changed = true;
      this.bell.ring();
    };
    const made = new HostedDeployment({ settings, folders, metrics, logger, changed });
    this.hosted.set(id, made);
    this.changed = true;
    return made;
  }
}

import type { ModelInput } from '../ml/inference/answer.js';
import type { ModelAnswers } from './model-answers.js';
import { Replica, type ReplicaParts, type WantedRevision } from './replica.js';
import { NotServedHere } from './serving.errors.js';

export type ReplicaReport = Replica['report'] & { starts: number };

/**
 * A deployment on this server: the replica that answers, and while a revision is being rolled out the one that will. An
 * older one is let go when a newer one is ready, not before.
 */
export class HostedDeployment {
  /** Oldest revision first. */
  private replicas: Replica[] = [];
  private starts = 0;
  private readonly leaving = new Set<Promise<void>>();

  constructor(private readonly parts: ReplicaParts) {}

  get queueDepth(): number {
    return this.replicas.reduce((sum, { queueDepth }) => sum + queueDepth, 0);
  }

  get reports(): ReplicaReport[] {
    return this.replicas.map(({ report }) => ({ ...report, starts: this.starts }));
  }

  /** Sees to it that this revision is loaded, and that no older one outlives its readiness. */
  want(revision: WantedRevision): void {
    if (this.starts !== revision.starts) {
      this.starts = revision.starts;
      this.parts.changed();
    }
    const newest = this.replicas.at(-1);
    const given = newest?.wanted;
    const isTriedAlready = newest?.state !== 'failed' || given?.starts === revision.starts;
    if (given?.revision === revision.revision && isTriedAlready) {
      this.retire();
      return;
    }
    // One that never answered is in nobody's way but ours.
    if (newest && (newest.state === 'loading' || newest.state === 'failed')) this.letGo(newest);
    this.replicas.push(new Replica(revision, this.parts));
  }

  async answer(inputs: readonly ModelInput[], signal: AbortSignal): Promise<ModelAnswers> {
    const { answering } = this;
    if (!answering) throw new NotServedHere();
    return answering.answer(inputs, signal);
  }

  /** Answers what has been taken, then ends the processes. */
  async close(): Promise<void> {
    for (const replica of [...this.replicas]) this.letGo(replica);
    await Promise.all(this.leaving);
  }

  private get answering(): Replica | undefined {
    return this.replicas.findLast(({ state }) => state === 'ready');
  }

  private retire(): void {
    if (this.replicas.at(-1)?.state !== 'ready') return;
    for (const replica of this.replicas.slice(0, -1)) this.letGo(replica);
  }

  private letGo(replica: Replica): void {
    this.replicas = this.replicas.filter((other) => other !== replica);
    const left = replica.close().finally(() => this.leaving.delete(left));
    this.leaving.add(left);
  }
}

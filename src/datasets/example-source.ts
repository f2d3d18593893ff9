import { Injectable } from '@nestjs/common';
import type { DatasetTask, Example } from '../ml/data/example.js';
import { SourceNotAvailable } from './dataset.errors.js';

export const SOURCE_TYPES = ['feedback', 'predictions'] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

export interface ExampleRequest {
  projectId: string;
  task: DatasetTask;
  /** Name or id of a deployment. */
  deployment: string;
  /** Only what is not older. */
  since: string | null;
}

/**
 * A part of the service whose records can become examples. Data sets come before those parts in the flow, so they
 * register here.
 */
export interface ExampleSource {
  readonly type: SourceType;

  /** Throws a DomainError where such examples can't be had: no such deployment, another task. */
  check(request: ExampleRequest): Promise<void>;

  /** What there was at the time `until`: asked again it gives the same, since tasks are tried again. */
  read(request: ExampleRequest & { until: string }): AsyncIterable<Example>;
}

@Injectable()
export class ExampleSources {
  private readonly sources = new Map<SourceType, ExampleSource>();

  register(source: ExampleSource): void {
    this.sources.set(source.type, source);
  }

  get(type: SourceType): ExampleSource {
    const source = this.sources.get(type);
    if (!source) throw new SourceNotAvailable(type, [...this.sources.keys()]);
    return source;
  }
}

import { hash } from 'node:crypto';
import type { DatasetTask, Split } from './example.js';
import type { ResolvedOptions } from './options.js';
import type { SourceDecisions } from './reading/open-source.js';

/** All that is needed to make a version again: the same recipe and source give the same bytes. */
export interface Recipe {
  task: DatasetTask;
  source: RecipeSource & SourceDecisions;
  options: ResolvedOptions;
  /** The version that is extended. */
  extends: { version: number; digest: string } | null;
  splitBy: 'random' | 'time' | 'column' | 'extended';
  /** Version of the software that made it. */
  codeVersion: string;
}

/** Where the rows came from, and the SHA-256 of their bytes as they were read. */
export interface RecipeSource {
  type: string;
  sha256: string;
  /** What else tells of a source that is no file, such as the deployment that its feedback is on. */
  [detail: string]: unknown;
}

/**
 * The hash of what a version holds: its task and the content of its splits. How that came about is in the recipe alone, so
 * that the same rows have the same digest whatever file they came in.
 */
export function versionDigest(task: DatasetTask, contentHashes: Record<Split, string>): string {
  const { train, validation, test } = contentHashes;
  return `sha256:${hash('sha256', JSON.stringify({ task, train, validation, test }))}`;
}

import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ReportEvent } from '../../runner/task-kind.js';
import { runErrand } from '../../runner/worker-errand.js';
import { checkSizes, chooseFiles, findFiles } from './choose-files.js';
import { DownloadFolders } from './download-folders.js';
import { DownloadProgress, sizeInWords } from './download-progress.js';
import { HubClient } from './hub-client.js';
import { HubDownload } from './hub-download.js';
import type { HubFile } from './hub-file.js';

export interface HubRequest {
  /** The model that it becomes. */
  readonly modelId: string;
  readonly repo: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  readonly limits: { readonly maxBytes: number; readonly maxFiles: number };
}

/** An attempt at an import: where it may have files, and whom it tells. */
export interface HubAttempt {
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly report: ReportEvent;
}

/** A model's files, all of one commit, on this machine. */
export interface HubSnapshot {
  readonly folder: string;
  /** `repo@commit`, for the lineage. */
  readonly origin: string;
}

const WITHOUT_CALIBRATION =
  'calibration.json is not taken from the Hub, so the model is imported without its calibration. A Temper model stays whole as ' +
  'the tar of GET /v1/models/{id}/archive: upload that.';

const Inspected = z.strictObject({ weights: z.array(z.string()).min(1) });

/**
 * Brings a model from the Hub to this machine. It runs in the trainer, while the task is staged: workers know no network,
 * and the token stays in the process that was given it. The small files come first and are looked into by a worker, so
 * that the weights are only fetched for a model that can be used.
 */
@Injectable()
export class HubImport {
  constructor(
    @Inject(HubClient) private readonly client: HubClient,
    @Inject(DownloadFolders) private readonly folders: DownloadFolders,
  ) {}

  async fetch({ modelId, repo, revision, limits }: HubRequest, attempt: HubAttempt): Promise<HubSnapshot> {
    const { signal, report } = attempt;
    await this.folders.tidy();
    const commit = await this.client.resolve(repo, revision, signal);
    const files = await this.client.list(repo, commit, signal);
    const { small, leftOut } = chooseFiles(repo, files);
    checkSizes(repo, small, limits);
    const folder = await this.folders.open(modelId, commit);
    const progress = new DownloadProgress(report);
    progress.log('info', `${repo} at ${revision} is the commit ${commit}.`);
    if (leftOut.length > 0) progress.log('info', `Not downloaded, for they are not needed: ${leftOut.join(', ')}.`);
    if (leftOut.includes('calibration.json')) progress.log('warn', WITHOUT_CALIBRATION);

    const download = new HubDownload(this.client, { repo, commit, folder }, progress);
    for (const file of small) await download.fetch(file, signal);
    const weights = findFiles(repo, files, await this.inspect(folder, attempt));
    const all = [...small, ...weights];
    checkSizes(repo, all, limits);
    progress.expect(bytesOf(all));
    progress.log('info', `Downloading ${weights.length} files of weights, ${sizeInWords(bytesOf(weights))}.`);
    for (const file of weights) await download.fetch(file, signal);
    return { folder, origin: `${repo}@${commit}` };
  }

  /** Nobody needs a model's download any more. */
  forget(modelId: string): Promise<void> {
    return this.folders.remove(modelId);
  }

  /** The names of the files that hold the weights. @throws Invalid when nothing could be done with them */
  private async inspect(folder: string, { scratch, signal }: HubAttempt): Promise<string[]> {
    const output = await runErrand({ kind: 'inspect-files', input: { folder }, scratch }, signal);
    return Inspected.parse(output).weights;
  }
}

function bytesOf(files: readonly HubFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

import type { OptionIssue } from '../ml/data/options.js';
import { Conflict, Invalid, NotFound, UnsupportedMedia } from '../platform/errors/problem.js';
import { sentence } from '../platform/errors/sentence.js';
import type { DatasetVersionEntity } from './dataset-version.entity.js';

export class DatasetNotFound extends NotFound {
  constructor(id: string) {
    super('dataset-not-found', `Expected the id of a data set; found "${id}", which there is none of.`);
  }
}

export class DatasetVersionNotFound extends NotFound {
  constructor(datasetId: string, version: number | string) {
    super('dataset-version-not-found', `The data set ${datasetId} has no version ${version}.`);
  }
}

export class NoReadyVersion extends Conflict {
  constructor(datasetId: string) {
    super(
      'no-ready-version',
      `Expected a data set with a ready version; ${datasetId} has none. Upload one, or wait for it.`,
    );
  }
}

export class DatasetVersionNotReady extends Conflict {
  constructor({ datasetId, version, task }: DatasetVersionEntity) {
    const found = `version ${version} of ${datasetId}`;
    if (task.finishedAt === null) {
      super(
        'dataset-version-processing',
        `Expected a ready version; ${found} is still processing. Wait until it is ready.`,
      );
    } else {
      const reason = task.error?.message ?? 'it was cancelled';
      super('dataset-version-failed', `Expected a ready version; ${found} failed: ${sentence(reason)} Upload another.`);
    }
  }
}

export class DatasetProcessing extends Conflict {
  constructor(versions: readonly number[]) {
    super(
      'dataset-processing',
      `Version ${versions.join(', ')} is still processing. Delete the data set when that is done.`,
    );
  }
}

export class OptionsInvalid extends Invalid {
  constructor(issues: readonly OptionIssue[]) {
    const errors = issues.map(({ path, message }) => ({ path: `options.${path}`, message }));
    super('invalid-options', `The options are not valid: ${errors[0]!.path}: ${errors[0]!.message}`, { errors });
  }
}

export class SourceNotAvailable extends Invalid {
  constructor(type: string, available: readonly string[]) {
    const there = available.length > 0 ? `There are: ${available.join(', ')}.` : 'There is none yet.';
    const message = `This service can make no version from ${type}. ${there} Upload a file, or send examples.`;
    super('source-not-available', message, { errors: [{ path: 'source.type', message }] });
  }
}

export class SuspiciousLabelsUnavailable extends Conflict {
  constructor(reason: string) {
    super('suspicious-labels-unavailable', `The labels of this version were not looked at. ${reason}`);
  }
}

export class FileUnreadable extends UnsupportedMedia {}

import { Forbidden, Invalid, NotFound, Unavailable } from '../../platform/errors/problem.js';

/** What is asked for, for the messages. */
export interface HubTarget {
  /** `HF_ENDPOINT` */
  readonly endpoint: string;
  readonly repo: string;
  readonly revision: string;
}

export class HubRepoNotFound extends NotFound {
  constructor({ endpoint, repo }: HubTarget, advice: string) {
    super('hub-repo-not-found', `There is no model repository "${repo}" on ${endpoint}${advice}`);
  }
}

export class HubRevisionNotFound extends NotFound {
  constructor({ endpoint, repo, revision }: HubTarget) {
    super(
      'hub-revision-not-found',
      `${repo} on ${endpoint} has no revision "${revision}": expected a branch, a tag, a whole commit id or refs/pr/N.`,
    );
  }
}

/** The repository is private or gated, or the token is no good. */
export class HubAccessDenied extends Forbidden {
  constructor({ endpoint, repo }: HubTarget, advice: string) {
    super('hub-access-denied', `${endpoint} does not hand out ${repo}${advice}`);
  }
}

/** Nothing is wrong that time could not cure: the attempt is tried again. */
export class HubUnavailable extends Unavailable {
  constructor(what: string, retryAfter?: number) {
    super(
      'hub-unavailable',
      `${what}. Check HF_ENDPOINT and the network of the trainer, or import the model from a folder or a tar.`,
      retryAfter === undefined ? {} : { retryAfter },
    );
  }
}

/** An answer that is not the Hub's: a portal's page, a mirror that speaks something else. */
export class HubAnswerInvalid extends Invalid {
  constructor(what: string) {
    super('hub-answer-invalid', `${what}. Check that HF_ENDPOINT is a Hugging Face Hub or a mirror of it.`);
  }
}

/** A file that is not what the repository's listing says. */
export class HubFileMismatch extends Invalid {
  constructor(path: string, what: string) {
    super(
      'hub-file-mismatch',
      `${path} ${what}. It was damaged on the way or by a mirror: try again later, or from another HF_ENDPOINT.`,
    );
  }
}

export type HubRefusalCode = 'archive-too-large' | 'file-missing' | 'file-too-large' | 'weights-are-pickled';

/** The repository's files are not those of a model that can be imported. The codes are those of any import. */
export class HubRepoRefused extends Invalid {
  constructor(code: HubRefusalCode, message: string) {
    super(code, message);
  }
}

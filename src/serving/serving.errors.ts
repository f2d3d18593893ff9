import { DomainError, Invalid, Unavailable } from '../platform/errors/problem.js';
import { sentence } from '../platform/errors/sentence.js';

/** No server can answer for it just now. */
export class DeploymentNotReady extends Unavailable {
  constructor(name: string, status: string, reason: string | null) {
    const found = sentence(reason ? `${status}: ${reason}` : status);
    super('deployment-not-ready', `Expected ${name} to be ready; it is ${found} Try again.`, { retryAfter: 2 });
  }
}

/** This server does not have it, or not any more: another may. Said between processes, not to clients. */
export class NotServedHere extends Unavailable {
  static readonly code = 'not-served-here';

  constructor() {
    super(NotServedHere.code, 'This server does not have that model ready.', { retryAfter: 1 });
  }
}

export class QueueFull extends Unavailable {
  constructor(limit: number) {
    super('queue-full', `More than ${limit} texts wait for this model already. Send fewer at a time, or later.`, {
      retryAfter: 1,
    });
  }
}

export class PredictTimedOut extends Unavailable {
  constructor(seconds: number) {
    super(
      'predict-timed-out',
      `The model did not come to it within ${seconds} s. Send fewer texts at a time, or later.`,
      {
        retryAfter: 5,
      },
    );
  }
}

/** The same texts were in flight at each of a model's deaths. */
export class ModelDiedTwice extends Unavailable {
  constructor(reason: string) {
    super('model-died', `The model's process died twice while it worked on this request: ${reason}`, { retryAfter: 5 });
  }
}

/** Nobody is there to read this; the log calls it what it is. The status is the one that nginx has made usual. */
export class ClientGone extends DomainError {
  readonly status = 499;

  constructor() {
    super('client-gone', 'The connection was closed before there was an answer.');
  }
}

/** An option that the deployed model has no use for. */
export class OptionUnsuitable extends Invalid {
  constructor(option: string, expected: string, task: string) {
    const message = `${option} is for ${expected}; this model is for ${task}. Leave it out`;
    super('option-unsuitable', `The model can't answer in that way: ${message}.`, {
      errors: [{ path: `options.${option}`, message }],
    });
  }
}

/** The model has no sets or intervals, or none that hold the truth so often. */
export class CoverageUnsuitable extends Invalid {
  private constructor(message: string) {
    super('coverage-unsuitable', `The model can't answer in that way: ${message}`, {
      errors: [{ path: 'options.coverage', message }],
    });
  }

  static unfitted(model: string): CoverageUnsuitable {
    return new CoverageUnsuitable(
      `expected a model that was calibrated with a coverage; ${model} was not. Leave it out, or make one that is with POST /v1/models/${model}/calibrations and {"coverage": 0.9}.`,
    );
  }

  static tooLarge(coverage: number, largest: number): CoverageUnsuitable {
    return new CoverageUnsuitable(
      `expected a coverage of at most ${largest.toFixed(4)}, which is what the rows that the model was calibrated on can promise; found ${coverage}. Ask for less, or calibrate it on more.`,
    );
  }
}

/** The model took the batch and said no. */
export class ModelRefused extends Invalid {
  constructor(code: string, message: string) {
    super(code, `The model can't answer: ${message}`);
  }
}

/** What the server that was asked in our stead answered. */
export class ForwardedProblem extends DomainError {
  readonly status: number;

  constructor({ status, code, detail }: { status: number; code: string; detail: string }, retryAfter?: number) {
    super(code, detail, retryAfter === undefined ? {} : { retryAfter });
    this.status = status;
  }
}

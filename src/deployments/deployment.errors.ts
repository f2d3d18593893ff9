import type { ModelEntity } from '../models/model.entity.js';
import { Conflict, Invalid, NotFound } from '../platform/errors/problem.js';

export class DeploymentNotFound extends NotFound {
  constructor(reference: string) {
    super('deployment-not-found', `There is no deployment ${reference}. GET /v1/deployments lists those there are.`);
  }
}

export class DeploymentNameTaken extends Conflict {
  constructor(name: string) {
    super(
      'deployment-name-taken',
      `There is a deployment "${name}" already. PATCH it to change its model, or choose another name.`,
    );
  }
}

export class DeploymentIsStopped extends Conflict {
  constructor(name: string) {
    super('deployment-stopped', `The deployment ${name} is stopped. POST /v1/deployments/${name}/start starts it.`);
  }
}

export class DeploymentIsRunning extends Conflict {
  constructor(name: string, status: string) {
    super(
      'deployment-running',
      `Expected ${name} to be stopped or failed; it is ${status}. There is nothing to start.`,
    );
  }
}

export class NothingToRollBackTo extends Conflict {
  constructor(name: string, revision: number) {
    super(
      'nothing-to-roll-back-to',
      `The deployment ${name} has no revision before ${revision}. PATCH it with another model instead.`,
    );
  }
}

export class RevisionNotEarlier extends Invalid {
  constructor(name: string, found: number, current: number) {
    const message = `expected the number of a revision before ${current}, the current one of ${name}; found ${found}`;
    super('revision-not-earlier', `There is no way back to that: ${message}.`, {
      errors: [{ path: 'revision', message }],
    });
  }
}

export class ModelNotDeployable extends Invalid {
  constructor({ id, kind, task }: ModelEntity, tasks: readonly string[]) {
    const found = task === null ? `a ${kind} model without a head` : `one for ${task}`;
    const message = `expected a model for ${tasks.join(' or ')}; ${id} is ${found}. Fine-tune it first, or choose another`;
    super('model-not-deployable', `The model can't be deployed: ${message}.`, { errors: [{ path: 'model', message }] });
  }
}

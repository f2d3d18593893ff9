import { Conflict, Invalid, NotFound } from '../platform/errors/problem.js';
import { sentence } from '../platform/errors/sentence.js';
import type { ModelEntity } from './model.entity.js';
import { statusOf } from './model.schemas.js';

export class ModelNotFound extends NotFound {
  constructor(reference: string) {
    super('model-not-found', `There is no model ${reference}. GET /v1/models lists those there are.`);
  }
}

export class ModelAliasNotFound extends NotFound {
  constructor(model: string, alias: string) {
    super(
      'model-alias-not-found',
      `The model ${model} has no alias "${alias}". GET /v1/models/${model} lists its aliases.`,
    );
  }
}

export class ModelFileNotFound extends NotFound {
  constructor(model: string, path: string) {
    super(
      'model-file-not-found',
      `The model ${model} has no file "${path}". GET /v1/models/${model}/files lists them.`,
    );
  }
}

export class ModelNotReady extends Conflict {
  constructor(model: ModelEntity) {
    const status = statusOf(model);
    const error = model.importTask?.error;
    const found = sentence(error ? `${status}: ${error.message}` : status);
    const advice = status === 'importing' ? 'Wait until it is ready.' : 'Use another model.';
    super('model-not-ready', `Expected the model ${model.id} to be ready; it is ${found} ${advice}`);
  }
}

export class ModelIsBuiltIn extends Conflict {
  constructor(id: string) {
    super('model-is-built-in', `The model ${id} ships with Temper and can't be deleted.`);
  }
}

export class ImportRefused extends Invalid {
  constructor(path: string, message: string) {
    super('import-refused', `The model can't be imported: ${message}`, { errors: [{ path, message }] });
  }
}

import type { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import type { Split } from '../ml/data/example.js';
import type { ModelEntity } from '../models/model.entity.js';
import { Conflict, Invalid, NotFound } from '../platform/errors/problem.js';
import type { EvaluationView } from './evaluation.schemas.js';

const SHOWN = 5;

export class EvaluationNotFound extends NotFound {
  constructor(id: string) {
    super('evaluation-not-found', `There is no evaluation ${id}. GET /v1/evaluations lists those there are.`);
  }
}

/** There is no such picture of an evaluation of this task. */
export class NothingToDraw extends NotFound {
  constructor(id: string, what: string) {
    super('nothing-to-draw', `The evaluation ${id} has no ${what}: its task has none.`);
  }
}

/** Answers of this task are closer or farther, and none is an error. */
export class NothingIsWrong extends Invalid {
  constructor(id: string) {
    const message = `expected an evaluation whose answers are right or wrong as a whole; those of ${id} are only better or worse: leave it out, the worst come first`;
    super('nothing-is-wrong', `There are no errors to choose: ${message}.`, {
      errors: [{ path: 'errorsOnly', message }],
    });
  }
}

export class NotSlicedBy extends Invalid {
  constructor(id: string, field: string, fields: readonly string[]) {
    const known = fields.length > 0 ? `it was sliced by ${fields.join(', ')}` : 'it was sliced by nothing';
    const message = `the evaluation ${id} was not sliced by ${field}; ${known}: evaluate anew with sliceBy`;
    super('not-sliced-by', `There is no such slice: ${message}.`, { errors: [{ path: 'slice', message }] });
  }
}

export class EvaluationNotFinished extends Conflict {
  constructor({ id, status, error }: EvaluationView) {
    const ended = status === 'failed' || status === 'cancelled';
    const advice = ended ? `${error?.message ?? ''} Start another.` : 'Wait until it has succeeded.';
    super('evaluation-not-finished', `Expected the evaluation ${id} to have succeeded; it is ${status}. ${advice}`);
  }
}

export class ModelNotEvaluable extends Invalid {
  constructor({ id }: ModelEntity) {
    const message = `expected a model with a head for a task; ${id} has none: fine-tune it first`;
    super('model-not-evaluable', `The model can't be evaluated: ${message}.`, { errors: [{ path: 'model', message }] });
  }
}

export class LabelsUnknown extends Invalid {
  constructor(unknown: readonly string[], model: ModelEntity) {
    const shown = unknown.slice(0, SHOWN).map((label) => JSON.stringify(label));
    const rest = unknown.length > SHOWN ? ` and ${unknown.length - SHOWN} more` : '';
    const message = `the data set has the labels ${shown.join(', ')}${rest}, which the model ${model.id} does not know`;
    super('labels-unknown', `The model can't be evaluated on this data set: ${message}.`, {
      errors: [{ path: 'dataset', message }],
    });
  }
}

export class SplitEmpty extends Invalid {
  constructor({ datasetId, version, counts }: DatasetVersionEntity, split: Split) {
    const there = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
    const message = `version ${version} of ${datasetId} has no examples in ${split}; it has ${there.map(([name, count]) => `${count} in ${name}`).join(', ')}`;
    super('split-empty', `There is nothing to evaluate on: ${message}.`, { errors: [{ path: 'split', message }] });
  }
}

export class DatasetTaskDiffers extends Invalid {
  constructor(datasetId: string, task: string, expected: string) {
    const message = `expected a data set for ${expected}, as the model is; ${datasetId} is for ${task}`;
    super('task-differs', `The model can't be evaluated on this data set: ${message}.`, {
      errors: [{ path: 'dataset', message }],
    });
  }
}

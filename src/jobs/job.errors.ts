import type { DatasetEntity } from '../datasets/dataset.entity.js';
import type { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import type { ModelEntity } from '../models/model.entity.js';
import { Conflict, Invalid, NotFound } from '../platform/errors/problem.js';

export class JobNotFound extends NotFound {
  constructor(id: string) {
    super('job-not-found', `There is no job ${id}. GET /v1/jobs lists those there are.`);
  }
}

/** The data set can be had, and is no good for this job. */
export class DatasetUnsuitable extends Invalid {
  constructor(message: string) {
    super('dataset-unsuitable', `The job can't train on this data set: ${message}`, {
      errors: [{ path: 'dataset', message }],
    });
  }

  static labels({ datasetId, version, labels }: DatasetVersionEntity): DatasetUnsuitable {
    const found = labels?.length ? `only ${JSON.stringify(labels[0])}` : 'none';
    return new DatasetUnsuitable(
      `expected at least two labels to tell apart; version ${version} of ${datasetId} has ${found}. Add examples of another.`,
    );
  }

  static validation({ datasetId, version }: DatasetVersionEntity): DatasetUnsuitable {
    return new DatasetUnsuitable(
      `a sweep compares its trials on the validation split; version ${version} of ${datasetId} has no rows there. Make a version whose options give validation a share.`,
    );
  }

  static rows({ datasetId, version }: DatasetVersionEntity): DatasetUnsuitable {
    return new DatasetUnsuitable(
      `version ${version} of ${datasetId} has no rows in its train split. Make a version whose options give train a share.`,
    );
  }
}

/** Only sweeps have trials. */
export class NotASweep extends Conflict {
  constructor({ id, type }: { id: string; type: string }) {
    super('not-a-sweep', `Expected a job of the type sweep, which has trials; ${id} is of the type ${type}.`);
  }
}

/** What is to be searched can't be. */
export class SpaceUnsuitable extends Invalid {
  private constructor(path: string, message: string) {
    super('space-unsuitable', `The sweep can't search that: ${message}.`, { errors: [{ path, message }] });
  }

  static fixed(name: string): SpaceUnsuitable {
    return new SpaceUnsuitable(
      `space.${name}`,
      `expected ${name} in space or in hyperparameters; found it in both. Leave it out of one`,
    );
  }

  static empty(): SpaceUnsuitable {
    return new SpaceUnsuitable(
      'space',
      'expected a hyperparameter to search; found none: what is searched by default has values in hyperparameters. Name a space',
    );
  }
}

/** Asked for by name, and not to be had without more rows in validation: nothing that was asked for is left out silently. */
export class ValidationTooSmall extends Invalid {
  constructor(path: string, what: string, required: number, { datasetId, version, counts }: DatasetVersionEntity) {
    const message = `${what} needs a validation split of at least ${required} rows; that of version ${version} of ${datasetId} has ${counts?.validation ?? 0}. Use "auto", or make a version with more.`;
    super('validation-too-small', `The job can't do what was asked for: ${message}`, { errors: [{ path, message }] });
  }
}

/** The machine has not the memory. */
export class JobTooLarge extends Invalid {
  constructor(shortage: string) {
    super(
      'job-too-large',
      `The job can't run here: ${shortage}. POST /v1/jobs/estimate tells what a change would gain.`,
    );
  }
}

export class MaxLengthTooLarge extends Invalid {
  constructor(found: number, most: number) {
    const message = `expected at most ${most} tokens, which is what the model takes; found ${found}. Use less, or "auto".`;
    super('max-length-too-large', `The model can't read texts that long: ${message}`, {
      errors: [{ path: 'hyperparameters.maxLength', message }],
    });
  }
}

/** The network can't learn a task of this kind, or can't do what the job begins with. */
export class ModelUnsuitable extends Invalid {
  constructor({ id, architecture }: ModelEntity, task: string) {
    const message = `expected an architecture that can learn ${task}; ${id} is ${architecture}, which can't. Choose another model`;
    super('model-unsuitable', `The job can't train this model: ${message}.`, { errors: [{ path: 'model', message }] });
  }
}

/** The job begins with a model that was fine-tuned, and this one is no such, or for something else. */
export class SourceUnsuitable extends Invalid {
  private constructor(path: string, message: string) {
    super('model-unsuitable', `The job can't begin with this model: ${message}.`, { errors: [{ path, message }] });
  }

  static withoutTask({ id }: ModelEntity, path: string): SourceUnsuitable {
    return new SourceUnsuitable(path, `expected a model with a head for a task; ${id} has none. Fine-tune it first`);
  }

  static ofTask({ id, task }: ModelEntity, dataset: DatasetEntity, path = 'model'): SourceUnsuitable {
    return new SourceUnsuitable(
      path,
      `expected one for ${dataset.task}, as the data set ${dataset.id}; ${id} is for ${task}. Choose another model or data set`,
    );
  }

  static ofLabels({ id, labels }: ModelEntity, unknown: string, path = 'model'): SourceUnsuitable {
    const known = (labels ?? []).slice(0, 5).join(', ');
    return new SourceUnsuitable(
      path,
      `expected one that knows the label ${JSON.stringify(unknown)} of the data set; ${id} knows ${known}. Choose another model or data set`,
    );
  }

  static inInt8({ id }: ModelEntity, path = 'model'): SourceUnsuitable {
    return new SourceUnsuitable(path, `expected a model in 32 bits; ${id} is in 8 bits. Use the one it was made from`);
  }
}

/** The student can't learn from this teacher what was asked for. */
export class StudentUnsuitable extends Invalid {
  private constructor(path: string, message: string) {
    super('distillation-unsuitable', `The job can't do what was asked for: ${message}.`, {
      errors: [{ path, message }],
    });
  }

  static task({ id, task }: ModelEntity, tasks: readonly string[]): StudentUnsuitable {
    return new StudentUnsuitable(
      'teacher',
      `expected a teacher for ${tasks.join(' or ')}; ${id} is for ${task}. Fine-tune a small model instead`,
    );
  }

  static layers({ id }: ModelEntity, found: number, most: number): StudentUnsuitable {
    return new StudentUnsuitable(
      'student.layers',
      `expected fewer layers than the ${most} of ${id}; found ${found}. Choose 1 to ${most - 1}`,
    );
  }

  static states(expected: string): StudentUnsuitable {
    return new StudentUnsuitable('hiddenStates', `expected ${expected}. Leave hiddenStates out, or set it to false`);
  }
}

/** The model can't be pruned, or nothing was to go. */
export class PruningUnsuitable extends Invalid {
  private constructor(path: string, message: string) {
    super('pruning-unsuitable', `The job can't prune this model: ${message}.`, { errors: [{ path, message }] });
  }

  static architecture({ id, architecture }: ModelEntity): PruningUnsuitable {
    return new PruningUnsuitable(
      'model',
      `expected an encoder, such as BERT; ${id} is ${architecture}. Quantise it instead`,
    );
  }

  static task({ id, task }: ModelEntity, tasks: readonly string[]): PruningUnsuitable {
    return new PruningUnsuitable(
      'model',
      `expected a model for ${tasks.join(', ')}; ${id} is for ${task}. Quantise it instead`,
    );
  }

  static nothing(): PruningUnsuitable {
    return new PruningUnsuitable('sparsity', 'expected a share above 0 of heads or units; found 0. Name one');
  }
}

/** What masked language modelling hides words with. */
export class MaskTokenMissing extends Invalid {
  constructor({ id }: ModelEntity) {
    const message = `expected a tokenizer with a mask token, which learning from unlabelled text hides words with; that of ${id} names none. Choose a model whose tokenizer_config.json has a mask_token`;
    super('mask-token-missing', `The job can't train this model: ${message}.`, {
      errors: [{ path: 'model', message }],
    });
  }
}

/** Asked for by name, and without a meaning for the task. */
export class ChoiceUnsuitable extends Invalid {
  constructor(path: string, task: string, expected: string, found: unknown) {
    const message = `for ${task}, expected ${expected}; found ${JSON.stringify(found)}`;
    super('choice-unsuitable', `The job can't do what was asked for: ${path}: ${message}.`, {
      errors: [{ path, message }],
    });
  }
}

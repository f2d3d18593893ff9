import { Injectable } from '@nestjs/common';
import { PRUNE_TASK, PruneInput } from '../../../ml/compression/prune.schemas.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import { comparisonOf } from '../../comparison-of.js';
import type { JobEntity } from '../../job.entity.js';
import { ModelJobTask } from '../../model-job.task.js';

/** The trainer's side; the child's is `src/worker/handlers/prune/prune.ts`. */
@Injectable()
export class PruneTask extends ModelJobTask {
  readonly name = PRUNE_TASK;

  protected input(common: ModelJobInput, { choices, hyperparameters }: JobEntity): PruneInput {
    return PruneInput.parse({ ...common, ...choices, hyperparameters });
  }

  protected override result = comparisonOf;
}

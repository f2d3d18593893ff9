import { Injectable } from '@nestjs/common';
import { DISTILL_TASK, DistillInput } from '../../../ml/compression/distill.schemas.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import { comparisonOf } from '../../comparison-of.js';
import type { JobEntity } from '../../job.entity.js';
import { ModelJobTask } from '../../model-job.task.js';
import type { DistillJobChoices } from './distill.planner.js';

/** The trainer's side; the child's is `src/worker/handlers/distill/distill.ts`. */
@Injectable()
export class DistillTask extends ModelJobTask {
  readonly name = DISTILL_TASK;

  protected input(common: ModelJobInput, { choices, hyperparameters }: JobEntity): DistillInput {
    const { student, temperature, alpha, hiddenStates } = choices as DistillJobChoices;
    const layers = typeof student === 'string' ? null : student.layers;
    return DistillInput.parse({ ...common, layers, temperature, alpha, hiddenStates, hyperparameters });
  }

  protected override result = comparisonOf;
}

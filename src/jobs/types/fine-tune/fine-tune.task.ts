import { Injectable } from '@nestjs/common';
import { SPLITS, type Split } from '../../../ml/data/example.js';
import { FINE_TUNE_TASK, FineTuneInput } from '../../../ml/training/fine-tune.schemas.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import type { JobEntity } from '../../job.entity.js';
import { ModelJobTask } from '../../model-job.task.js';
import type { FineTuneJobChoices } from './fine-tune.schemas.js';

/** The trainer's side of fine-tuning; the child's is `src/worker/handlers/fine-tune/fine-tune.ts`. */
@Injectable()
export class FineTuneTask extends ModelJobTask {
  readonly name = FINE_TUNE_TASK;

  protected input(common: ModelJobInput, { choices, hyperparameters }: JobEntity): FineTuneInput {
    return FineTuneInput.parse({ ...common, ...choices, hyperparameters });
  }

  protected override splits({ choices }: JobEntity): readonly Split[] {
    const { evaluateOn } = choices as FineTuneJobChoices;
    return SPLITS.filter((split) => split !== 'test' || evaluateOn === 'test');
  }
}

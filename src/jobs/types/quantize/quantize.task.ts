import { Injectable } from '@nestjs/common';
import { QUANTIZE_TASK, QuantizeInput } from '../../../ml/compression/quantize.schemas.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import { comparisonOf } from '../../comparison-of.js';
import type { JobEntity } from '../../job.entity.js';
import { ModelJobTask } from '../../model-job.task.js';

/** The trainer's side; the child's is `src/worker/handlers/quantize/quantize.ts`. It takes seconds: there is nothing to pause. */
@Injectable()
export class QuantizeTask extends ModelJobTask {
  readonly name = QUANTIZE_TASK;
  override readonly pausable = false;

  protected input(common: ModelJobInput, { choices }: JobEntity): QuantizeInput {
    return QuantizeInput.parse({ ...common, ...choices });
  }

  protected override result = comparisonOf;
}

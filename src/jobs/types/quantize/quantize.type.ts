import { defineJobType } from '../job-type.js';
import { QuantizePlanner } from './quantize.planner.js';
import { QuantizeJobCreate, QuantizeJobView } from './quantize.schemas.js';
import { QuantizeTask } from './quantize.task.js';

export const quantize = defineJobType({
  Create: QuantizeJobCreate,
  View: QuantizeJobView,
  providers: [QuantizePlanner, QuantizeTask],
});

import { defineJobType } from '../job-type.js';
import { DistillPlanner } from './distill.planner.js';
import { DistillJobCreate, DistillJobView } from './distill.schemas.js';
import { DistillTask } from './distill.task.js';

export const distill = defineJobType({
  Create: DistillJobCreate,
  View: DistillJobView,
  providers: [DistillPlanner, DistillTask],
});

import { defineJobType } from '../job-type.js';
import { PrunePlanner } from './prune.planner.js';
import { PruneJobCreate, PruneJobView } from './prune.schemas.js';
import { PruneTask } from './prune.task.js';

export const prune = defineJobType({
  Create: PruneJobCreate,
  View: PruneJobView,
  providers: [PrunePlanner, PruneTask],
});

import { defineJobType } from '../job-type.js';
import { BeatenModels } from './beaten-models.js';
import { SweepPlanner } from './sweep.planner.js';
import { SweepJobCreate, SweepJobView } from './sweep.schemas.js';
import { SweepTask } from './sweep.task.js';
import { SweepConclusion } from './sweep-conclusion.js';
import { SweepTrialsService } from './sweep-trials.service.js';
import { TrialEnds } from './trial-ends.js';
import { TrialStarts } from './trial-starts.js';

export const sweep = defineJobType({
  Create: SweepJobCreate,
  View: SweepJobView,
  providers: [SweepPlanner, SweepTask, TrialStarts, TrialEnds, SweepConclusion, BeatenModels, SweepTrialsService],
});

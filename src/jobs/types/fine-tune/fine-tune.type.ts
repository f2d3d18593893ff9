import { defineJobType } from '../job-type.js';
import { FineTunePlanner } from './fine-tune.planner.js';
import { FineTuneJobCreate, FineTuneJobView } from './fine-tune.schemas.js';
import { FineTuneTask } from './fine-tune.task.js';

export const fineTune = defineJobType({
  Create: FineTuneJobCreate,
  View: FineTuneJobView,
  providers: [FineTunePlanner, FineTuneTask],
});

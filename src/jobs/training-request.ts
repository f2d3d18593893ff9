import type { CalibrationChoice } from '../calibrations/calibration-choice.js';
import type { FineTuneMethod } from '../ml/training/fine-tune-method.js';
import type { HyperparameterChoices } from '../ml/training/hyperparameters.js';
import type { DatasetReference } from './job-fields.js';

/** Of a request for a job that trains: what is trained, on what, how. */
export interface TrainingRequest {
  model: string;
  dataset: DatasetReference;
  method: FineTuneMethod;
  hyperparameters: HyperparameterChoices;
  calibration: CalibrationChoice;
  /** Where only so many of the model's layers are trained. */
  layers?: number;
}

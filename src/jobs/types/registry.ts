/** The types of job that Temper can do: one line each. */
import { fineTune } from './fine-tune/fine-tune.type.js';

export const JOB_TYPES = [fineTune] as const;

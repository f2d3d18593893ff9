/** The types of job that Temper can do: one line each. */
import { fineTune } from './fine-tune/fine-tune.type.js';
import { quantize } from './quantize/quantize.type.js';

export const JOB_TYPES = [fineTune, quantize] as const;

/** The types of job that Temper can do: one line each. */
import { distill } from './distill/distill.type.js';
import { fineTune } from './fine-tune/fine-tune.type.js';
import { prune } from './prune/prune.type.js';
import { quantize } from './quantize/quantize.type.js';
import { sweep } from './sweep/sweep.type.js';

export const JOB_TYPES = [fineTune, quantize, distill, prune, sweep] as const;

// The rows of `npm run bench:methods`: a way to fine-tune a line. What a line does not name is left to `auto`, so that the
// table says what its rules are worth.
import type { FineTuneMethod } from '../../ml/training/fine-tune-method.js';
import type { Hyperparameters } from '../../ml/training/hyperparameters.js';

export interface MethodArm {
  title: string;
  method: FineTuneMethod;
  hyperparameters: Partial<Hyperparameters>;
}

const LORA = { type: 'lora', rank: 8, alpha: 16, dropout: 0 } as const;
/** What Clark et al., "ELECTRA" (2020), fine-tune small models with (appendix B). */
const DECAY = { layerwiseDecay: 0.8 };

export const METHOD_ARMS: Readonly<Record<string, MethodArm>> = {
  full: { title: 'full', method: { type: 'full' }, hyperparameters: {} },
  'full-decay': { title: 'full, layer-wise decay 0.8', method: { type: 'full' }, hyperparameters: DECAY },
  gradual: { title: 'gradual unfreezing', method: { type: 'gradual', over: 0.5 }, hyperparameters: {} },
  lora: { title: 'LoRA, rank 8', method: LORA, hyperparameters: {} },
  head: { title: 'head', method: { type: 'head' }, hyperparameters: {} },
};

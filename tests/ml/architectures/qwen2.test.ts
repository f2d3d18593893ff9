import { describeGeneration } from '../support/generation-parity.js';
import {
  causalLanguageModelCase,
  classificationCase,
  describeParity,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('Qwen2 for sequence classification', classificationCase('qwen2'));
describeParity('Qwen2 for multi-label classification', multiLabelCase('qwen2'));
describeParity('Qwen2 for regression', regressionCase('qwen2'));
describeParity('Qwen2 for token classification', tokenClassificationCase('qwen2'));
describeParity('Qwen2 for causal language modelling', causalLanguageModelCase('qwen2'));
describeGeneration('Qwen2 that writes', 'qwen2');

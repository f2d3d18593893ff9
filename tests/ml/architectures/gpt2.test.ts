import { describeGeneration } from '../support/generation-parity.js';
import {
  causalLanguageModelCase,
  classificationCase,
  describeParity,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('GPT-2 for sequence classification', classificationCase('gpt2'));
describeParity('GPT-2 for multi-label classification', multiLabelCase('gpt2'));
describeParity('GPT-2 for regression', regressionCase('gpt2'));
describeParity('GPT-2 for token classification', tokenClassificationCase('gpt2'));
describeParity('GPT-2 for causal language modelling', causalLanguageModelCase('gpt2'));
describeGeneration('GPT-2 that writes', 'gpt2');

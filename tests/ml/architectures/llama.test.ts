import { describeGeneration } from '../support/generation-parity.js';
import {
  causalLanguageModelCase,
  classificationCase,
  describeParity,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('Llama for sequence classification', classificationCase('llama'));
describeParity('Llama for multi-label classification', multiLabelCase('llama'));
describeParity('Llama for regression', regressionCase('llama'));
describeParity('Llama for token classification', tokenClassificationCase('llama'));
describeParity('Llama for causal language modelling', causalLanguageModelCase('llama'));
describeGeneration('Llama that writes', 'llama');

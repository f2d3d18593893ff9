import { describeGeneration } from '../support/generation-parity.js';
import {
  causalLanguageModelCase,
  classificationCase,
  describeParity,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('Mistral for sequence classification', classificationCase('mistral'));
describeParity('Mistral for multi-label classification', multiLabelCase('mistral'));
describeParity('Mistral for regression', regressionCase('mistral'));
describeParity('Mistral for token classification', tokenClassificationCase('mistral'));
describeParity('Mistral for causal language modelling', causalLanguageModelCase('mistral'));
describeGeneration('Mistral that writes', 'mistral');

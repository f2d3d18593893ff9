import {
  classificationCase,
  describeParity,
  maskedLanguageModelCase,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('BERT for sequence classification', classificationCase('bert'));
describeParity('BERT for multi-label classification', multiLabelCase('bert'));
describeParity('BERT for regression', regressionCase('bert'));
describeParity('BERT for token classification', tokenClassificationCase('bert'));
describeParity('BERT for masked language modelling', maskedLanguageModelCase('bert'));

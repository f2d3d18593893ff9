import {
  classificationCase,
  describeParity,
  maskedLanguageModelCase,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('RoBERTa for sequence classification', classificationCase('roberta'));
describeParity('RoBERTa for multi-label classification', multiLabelCase('roberta'));
describeParity('RoBERTa for regression', regressionCase('roberta'));
describeParity('RoBERTa for token classification', tokenClassificationCase('roberta'));
describeParity('RoBERTa for masked language modelling', maskedLanguageModelCase('roberta'));

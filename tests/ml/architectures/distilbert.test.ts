import {
  classificationCase,
  describeParity,
  maskedLanguageModelCase,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('DistilBERT for sequence classification', classificationCase('distilbert'));
describeParity('DistilBERT for multi-label classification', multiLabelCase('distilbert'));
describeParity('DistilBERT for regression', regressionCase('distilbert'));
describeParity('DistilBERT for token classification', tokenClassificationCase('distilbert'));
describeParity('DistilBERT for masked language modelling', maskedLanguageModelCase('distilbert'));

import {
  classificationCase,
  describeParity,
  maskedLanguageModelCase,
  multiLabelCase,
  regressionCase,
  tokenClassificationCase,
} from '../support/parity.js';

describeParity('XLM-RoBERTa for sequence classification', classificationCase('xlm-roberta'));
describeParity('XLM-RoBERTa for multi-label classification', multiLabelCase('xlm-roberta'));
describeParity('XLM-RoBERTa for regression', regressionCase('xlm-roberta'));
describeParity('XLM-RoBERTa for token classification', tokenClassificationCase('xlm-roberta'));
describeParity('XLM-RoBERTa for masked language modelling', maskedLanguageModelCase('xlm-roberta'));

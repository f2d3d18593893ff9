import { classificationCase, describeParity, maskedLanguageModelCase } from '../support/parity.js';

describeParity('XLM-RoBERTa for sequence classification', classificationCase('xlm-roberta'));
describeParity('XLM-RoBERTa for masked language modelling', maskedLanguageModelCase('xlm-roberta'));

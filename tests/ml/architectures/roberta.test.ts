import { classificationCase, describeParity, maskedLanguageModelCase } from '../support/parity.js';

describeParity('RoBERTa for sequence classification', classificationCase('roberta'));
describeParity('RoBERTa for masked language modelling', maskedLanguageModelCase('roberta'));

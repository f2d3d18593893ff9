import { classificationCase, describeParity, maskedLanguageModelCase } from '../support/parity.js';

describeParity('BERT for sequence classification', classificationCase('bert'));
describeParity('BERT for masked language modelling', maskedLanguageModelCase('bert'));

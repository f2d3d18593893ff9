import { classificationCase, describeParity, maskedLanguageModelCase } from '../support/parity.js';

describeParity('DistilBERT for sequence classification', classificationCase('distilbert'));
describeParity('DistilBERT for masked language modelling', maskedLanguageModelCase('distilbert'));

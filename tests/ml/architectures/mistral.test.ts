import { causalLanguageModelCase, classificationCase, describeParity } from '../support/parity.js';

describeParity('Mistral for sequence classification', classificationCase('mistral'));
describeParity('Mistral for causal language modelling', causalLanguageModelCase('mistral'));

import { causalLanguageModelCase, classificationCase, describeParity } from '../support/parity.js';

describeParity('Llama for sequence classification', classificationCase('llama'));
describeParity('Llama for causal language modelling', causalLanguageModelCase('llama'));

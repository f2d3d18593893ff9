import { causalLanguageModelCase, classificationCase, describeParity } from '../support/parity.js';

describeParity('GPT-2 for sequence classification', classificationCase('gpt2'));
describeParity('GPT-2 for causal language modelling', causalLanguageModelCase('gpt2'));

import { causalLanguageModelCase, classificationCase, describeParity } from '../support/parity.js';

describeParity('Qwen2 for sequence classification', classificationCase('qwen2'));
describeParity('Qwen2 for causal language modelling', causalLanguageModelCase('qwen2'));

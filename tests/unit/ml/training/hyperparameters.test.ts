import {
  HyperparameterChoices,
  resolveHyperparameters,
  type TrainingFacts,
} from '../../../../src/ml/training/hyperparameters.js';

const FACTS: TrainingFacts = {
  trainExamples: 3000,
  validationExamples: 300,
  tokensP95: 100,
  parameters: 110_000_000,
  method: 'full',
  predictsTokens: false,
  modelMaxLength: 512,
};
const resolve = (choices: object, facts: Partial<TrainingFacts> = {}) =>
  resolveHyperparameters(HyperparameterChoices.parse(choices), { ...FACTS, ...facts });

describe('auto', () => {
  it('stands for everything that is left out, and chooses a value for each', () => {
    expect(Object.values(HyperparameterChoices.parse({})).every((choice) => choice === 'auto')).toBe(true);
    expect(Object.values(resolve({}))).not.toContain('auto');
  });

  it('leaves what was asked for', () => {
    const asked = { epochs: 2, batchSize: 4, learningRate: 1e-3, maxLength: 64, earlyStopping: false as const };
    expect(resolve(asked)).toMatchObject(asked);
  });

  it.each([
    ['small data gets small batches and more epochs', { trainExamples: 200 }, { batchSize: 8, epochs: 8 }],
    ['more data gets larger ones and fewer', {}, { batchSize: 32, epochs: 4 }],
    ['small models learn faster', { parameters: 5_000_000 }, { learningRate: 5e-4, embeddingRate: 5 }],
    ['but not what words are predicted with', { parameters: 5_000_000, predictsTokens: true }, { embeddingRate: 1 }],
    ['large ones slower', {}, { learningRate: 5e-5, embeddingRate: 1 }],
    ['the length covers most texts', {}, { maxLength: 112 }],
    ['up to a limit', { tokensP95: 500 }, { maxLength: 256 }],
    ['few weights take larger steps', { method: 'lora' as const }, { learningRate: 3e-4, epochs: 4 }],
    ['a head alone takes the largest', { method: 'head' as const }, { learningRate: 1e-3, epochs: 20 }],
    ['and no more than the model takes', { tokensP95: 500, modelMaxLength: 128 }, { maxLength: 128 }],
    ['twice an epoch it is evaluated', {}, { evalSteps: 47 }],
    ['without validation it does not stop early', { validationExamples: 0 }, { earlyStopping: false }],
  ])('%s', (_, facts, chosen) => {
    expect(resolve({}, facts)).toMatchObject(chosen);
  });
});

it('refuses texts longer than the model takes', () => {
  expect(() => resolve({ maxLength: 513 })).toThrow('maxLength is 513; the model takes 512 tokens at most');
});

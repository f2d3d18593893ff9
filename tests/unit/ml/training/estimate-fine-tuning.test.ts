import { estimateFineTuning, type FineTuningFacts } from '../../../../src/ml/training/estimate-fine-tuning.js';
import type { FineTuneMethod } from '../../../../src/ml/training/fine-tune-method.js';
import { HyperparameterChoices, resolveHyperparameters } from '../../../../src/ml/training/hyperparameters.js';

const bert = (layers: number, parameters: number): Pick<FineTuningFacts, 'sizes' | 'parameters'> => ({
  sizes: {
    layers,
    width: 768,
    heads: 12,
    inner: 3072,
    layerParameters: 4 * 768 ** 2 + 2 * 768 * 3072,
    maxLength: 512,
  },
  parameters,
});
const BERT_BASE = bert(12, 110e6);

function estimate(
  model: Pick<FineTuningFacts, 'sizes' | 'parameters'>,
  changes: object,
  lengths: readonly number[],
  method: FineTuneMethod = { type: 'full' },
  predictedShare = 0,
) {
  const facts = { trainExamples: 800, validationExamples: 100, lengths };
  const choices = HyperparameterChoices.parse({ epochs: 1, maxLength: 512, ...changes });
  const modelMaxLength = model.sizes.maxLength;
  const chosen = resolveHyperparameters(choices, {
    ...facts,
    ...model,
    method: method.type,
    predictsTokens: predictedShare > 0,
    tokensP95: 128,
    modelMaxLength,
  });
  return estimateFineTuning({ ...model, ...facts, method, predictedShare }, chosen);
}

describe('the estimate of a fine-tuning', () => {
  /** Peaks that were measured with the compiled engine, GB. */
  it.each([
    ['BERT base, 8 × 128', BERT_BASE, 8, 2.95],
    ['BERT base, 32 × 128', BERT_BASE, 32, 5.4],
    ['4 layers of it, 8 × 128', bert(4, 53e6), 8, 1.3],
  ])('comes near the memory that was measured: %s', (_, model, batchSize, measured) => {
    const { memoryBytes } = estimate(model, { batchSize }, [128]);
    expect(memoryBytes / 1e9 / measured).toBeGreaterThan(0.85);
    expect(memoryBytes / 1e9 / measured).toBeLessThan(1.15);
  });

  it('counts the logits of language models, one for each word piece', () => {
    const [labels, language] = [0, 1].map((share) => estimate(BERT_BASE, {}, [128], { type: 'full' }, share));
    expect(language!.memoryBytes - labels!.memoryBytes).toBeGreaterThan(32 * 128 * 30_000 * 12);
    expect(language!.floatingPointOperations).toBeGreaterThan(1.2 * labels!.floatingPointOperations);
  });

  it('comes near the memory that was measured with adapters of rank 8', () => {
    const lora = { type: 'lora', rank: 8, alpha: 16, dropout: 0 } as const;
    const { memoryBytes } = estimate(BERT_BASE, { batchSize: 8 }, [128], lora);
    expect(memoryBytes / 1e9).toBeGreaterThan(0.85 * 1.1);
    expect(memoryBytes / 1e9).toBeLessThan(2);
  });

  it('computes the states that a head alone is trained on once, however many epochs there are', () => {
    const head = (epochs: number) => estimate(BERT_BASE, { batchSize: 8, epochs }, [128], { type: 'head' });
    expect(head(20).floatingPointOperations).toBe(head(1).floatingPointOperations);
    expect(head(1).floatingPointOperations).toBeLessThan(
      estimate(BERT_BASE, { batchSize: 8 }, [128]).floatingPointOperations / 2.5,
    );
  });

  it('needs less memory at once where a batch is computed in parts', () => {
    const whole = estimate(BERT_BASE, { batchSize: 32 }, [128]);
    const parts = estimate(BERT_BASE, { batchSize: 32, gradientAccumulation: 4 }, [128]);
    expect(parts.memoryBytes).toBe(estimate(BERT_BASE, { batchSize: 8 }, [128]).memoryBytes);
    expect(parts.steps).toBe(whole.steps);
    expect(parts.floatingPointOperations).toBe(whole.floatingPointOperations);
  });

  it('counts the steps of all epochs, the last of each not full, up to maxSteps', () => {
    expect(estimate(BERT_BASE, { batchSize: 32, epochs: 3 }, [128]).steps).toBe(75);
    expect(estimate(BERT_BASE, { batchSize: 300, epochs: 2 }, [128]).steps).toBe(6);
    expect(estimate(BERT_BASE, { batchSize: 32, epochs: 0.5 }, [128]).steps).toBe(13);
    expect(estimate(BERT_BASE, { batchSize: 32, epochs: 3, maxSteps: 10 }, [128]).steps).toBe(10);
  });

  it('takes six operations a weight and token, and some for attention and evaluations', () => {
    const { floatingPointOperations, trainTokens } = estimate(BERT_BASE, { batchSize: 8, maxSteps: 1 }, [128]);
    expect(trainTokens).toBe(1024);
    const inLayers = 85e6;
    expect(floatingPointOperations / (6 * inLayers * (1024 + (100 * 128) / 3))).toBeCloseTo(1.03, 2);
  });

  it('tells which share of the texts would be cut, and counts only what is left of them', () => {
    const cut = estimate(BERT_BASE, { maxLength: 64 }, [16, 64, 65, 400]);
    expect(cut.truncatedShare).toBe(0.5);
    expect(cut.trainTokens).toBe((800 * (16 + 64 + 64 + 64)) / 4);
  });
});

import { inferenceBatches, trainingBatches } from '../../../../src/ml/tokenizers/batching.js';
import { padBatch } from '../../../../src/ml/tokenizers/pad-batch.js';

// Lengths as mail has them: many short, few long.
const LENGTHS = Array.from({ length: 1_000 }, (_, i) => Math.min(256, 5 + Math.floor(4_000 / (1 + ((i * 37) % 997)))));
const OPTIONS = { batchSize: 16, maxLength: 256, seed: 7, epoch: 0 };

describe('trainingBatches', () => {
  const batches = trainingBatches(LENGTHS, OPTIONS);

  it('has every sequence exactly once', () => {
    const indices = batches.flatMap((batch) => batch.indices);
    expect(indices.sort((a, b) => a - b)).toEqual(LENGTHS.map((_, i) => i));
  });

  it('pads each batch to a multiple of 16 that its longest sequence fits in', () => {
    for (const { indices, length } of batches) {
      const longest = Math.max(...indices.map((i) => LENGTHS[i]!));
      expect(length % 16).toBe(0);
      expect(length).toBeGreaterThanOrEqual(longest);
      expect(length).toBeLessThan(longest + 16);
    }
  });

  it('spends far less on padding than batches in random order would', () => {
    const tokens = LENGTHS.reduce((sum, length) => sum + length, 0);
    const padded = batches.reduce((sum, batch) => sum + batch.indices.length * batch.length, 0);
    expect(padded / tokens).toBeLessThan(2);
  });

  it('repeats for the same seed and epoch, and differs in the next', () => {
    expect(trainingBatches(LENGTHS, OPTIONS)).toEqual(batches);
    expect(trainingBatches(LENGTHS, { ...OPTIONS, epoch: 1 })).not.toEqual(batches);
    expect(trainingBatches(LENGTHS, { ...OPTIONS, seed: 8 })).not.toEqual(batches);
  });

  it('does not go from short to long', () => {
    const lengths = batches.map((batch) => batch.length);
    expect(lengths).not.toEqual([...lengths].sort((a, b) => a - b));
    expect(lengths).not.toEqual([...lengths].sort((a, b) => b - a));
  });

  it('keeps within the token budget with smaller batches of long sequences', () => {
    const budgeted = trainingBatches(LENGTHS, { ...OPTIONS, maxTokens: 1_024 });
    expect(budgeted.every(({ indices, length }) => indices.length * length <= 1_024)).toBe(true);
    expect(Math.max(...budgeted.map(({ indices }) => indices.length))).toBe(16);
  });
});

describe('inferenceBatches', () => {
  it('begins with the longest and has every sequence once', () => {
    const batches = inferenceBatches(LENGTHS, OPTIONS);
    expect(batches[0]!.length).toBe(256);
    expect(batches.flatMap((batch) => batch.indices).sort((a, b) => a - b)).toEqual(LENGTHS.map((_, i) => i));
  });

  it('pads to the limit itself where that is no multiple', () => {
    expect(inferenceBatches([100], { batchSize: 1, maxLength: 100 })).toEqual([{ indices: [0], length: 100 }]);
  });

  it('puts one sequence over the token budget in a batch of its own', () => {
    expect(inferenceBatches([64, 64], { batchSize: 8, maxLength: 64, maxTokens: 10 })).toHaveLength(2);
  });

  it('has no batches for no sequences', () => {
    expect(inferenceBatches([], OPTIONS)).toEqual([]);
  });

  it('refuses a sequence that is longer than the limit', () => {
    expect(() => inferenceBatches([257], OPTIONS)).toThrow('a sequence has 257 tokens, but batches hold 256 at most');
  });
});

describe('padBatch', () => {
  it('fills up rows with the padding id, masked out', () => {
    const encodings = [
      { inputIds: [2, 8, 3], tokenTypeIds: [0, 0, 0], truncated: false },
      { inputIds: [2, 8, 3, 9, 3], tokenTypeIds: [0, 0, 0, 1, 1], truncated: false },
    ];
    const batch = padBatch({ indices: [1, 0], length: 6 }, encodings, 99);
    expect({ batch: batch.batch, length: batch.length }).toEqual({ batch: 2, length: 6 });
    expect([...batch.inputIds]).toEqual([2, 8, 3, 9, 3, 99, 2, 8, 3, 99, 99, 99]);
    expect([...batch.tokenTypeIds]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect([...batch.attentionMask]).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0]);
  });
});

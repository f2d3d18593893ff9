import { wordVectors } from '../../../../src/bin/pretrain/word-vectors.js';
import { Random } from '../../../../src/ml/random.js';

const SEPARATOR = 0;
const WIDTH = 4;
const options = { vocabSize: 25, width: WIDTH, specialIds: new Set([SEPARATOR]), deviation: 0.05, seed: 3 };

/** Sentences of one subject each: words 1 to 12, or 13 to 24. */
function twoSubjects(): Uint16Array {
  const random = new Random(1);
  const sentences = Array.from({ length: 400 }, (_, i) => [
    ...Array.from({ length: 8 }, () => 1 + (i % 2) * 12 + random.below(12)),
    SEPARATOR,
  ]);
  return Uint16Array.from(sentences.flat());
}

describe('word vectors', () => {
  const vectors = wordVectors(twoSubjects(), options);
  const row = (word: number) => vectors.subarray(word * WIDTH, (word + 1) * WIDTH);
  const similarity = (a: number, b: number) => {
    const dot = row(a).reduce((sum, x, i) => sum + x * row(b)[i]!, 0);
    return dot / (WIDTH * options.deviation ** 2);
  };
  const meanSimilarity = (from: number, to: number) => {
    const others = Array.from({ length: to - from }, (_, i) => from + i).filter((word) => word !== 1);
    return others.reduce((sum, word) => sum + similarity(1, word), 0) / others.length;
  };

  it('lie closer together for words of one subject than for words of two', () => {
    expect(meanSimilarity(1, 13)).toBeGreaterThan(meanSimilarity(13, 25) + 0.3);
  });

  it('have one size, those of special tokens too', () => {
    for (let word = 0; word < options.vocabSize; word++) {
      const size = Math.sqrt(row(word).reduce((sum, x) => sum + x * x, 0) / WIDTH);
      expect(size).toBeCloseTo(options.deviation, 6);
    }
  });

  it('are the same for the same text and seed', () => {
    expect(wordVectors(twoSubjects(), options)).toEqual(vectors);
  });
});

import { tokenize13a } from '../../../../../src/ml/evaluation/generation/bleu.js';
import { evaluateGeneration } from '../../../../../src/ml/evaluation/generation/evaluate-generation.js';
import {
  type GeneratedText,
  generationOutcomes,
} from '../../../../../src/ml/evaluation/generation/generation-outcomes.js';
import { GenerationResult } from '../../../../../src/ml/evaluation/generation/generation-result.js';
import { GENERATION_METRICS, GenerationTally } from '../../../../../src/ml/evaluation/generation/generation-tally.js';
import { rougeL } from '../../../../../src/ml/evaluation/generation/rouge-l.js';
import { referenceFile } from './reference-file.js';

interface Case {
  name: string;
  texts: GeneratedText[];
  metrics: Record<(typeof GENERATION_METRICS)[number], number>;
  rougeL: number[];
}
const { cases, tokens13a } = referenceFile<{ cases: Case[]; tokens13a: { text: string; tokens: string[] }[] }>(
  'generation',
);

describe('generation metrics', () => {
  describe.each(cases)('of $name', ({ texts, metrics, rougeL: ofEach }) => {
    const found = GenerationTally.of(generationOutcomes(texts)).metrics();

    it.each(GENERATION_METRICS)("equal the reference's %s", (name) => {
      expect(found[name]).toBeCloseTo(metrics[name], 9);
    });

    it("equal rouge-score's number of each text", () => {
      for (const [row, { prediction, reference }] of texts.entries()) {
        expect(rougeL(prediction, reference)).toBeCloseTo(ofEach[row]!, 9);
      }
    });
  });

  it.each(tokens13a)('split $text as sacreBLEU does', ({ text, tokens }) => {
    expect(tokenize13a(text)).toEqual(tokens);
  });

  it('name the row that is not as expected', () => {
    const text = { prediction: 'a', reference: 'a', nats: 1, tokens: 1 };
    expect(() => generationOutcomes([])).toThrow('expected at least one generated text');
    expect(() => generationOutcomes([text, { ...text, nats: Number.NaN }])).toThrow('row 1: expected finite nats');
    expect(() => generationOutcomes([{ ...text, tokens: 0 }])).toThrow('row 0: expected at least 1 token');
  });
});

describe('evaluateGeneration', () => {
  it('gives a whole result that its schema accepts', () => {
    const { texts, metrics } = cases[0]!;
    const values = texts.map((_, row) => (row % 3 === 0 ? 'chat' : 'mail'));
    const result = evaluateGeneration({ texts, seed: 1, resamples: 50, slices: [{ by: 'group', values }] });
    expect(GenerationResult.parse(result)).toEqual(result);
    expect(result.counts).toMatchObject({ examples: 15, correct: 3, resamples: 50 });
    for (const name of GENERATION_METRICS) {
      const [low, high] = result.intervals[name];
      expect(low).toBeLessThan(metrics[name]);
      expect(high).toBeGreaterThan(metrics[name]);
    }
    const mails = texts.filter((_, row) => row % 3 !== 0);
    expect(result.slices![0]!.values[0]).toMatchObject({
      value: 'mail',
      examples: 10,
      metrics: GenerationTally.of(generationOutcomes(mails)).metrics(),
      intervals: null,
      worse: null,
    });
  });
});

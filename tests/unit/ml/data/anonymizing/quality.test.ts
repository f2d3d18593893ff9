import { readFileSync } from 'node:fs';
import { precision, readSentences, recall, scoreAnonymizing } from '../../../../../src/bin/bench/anonymize-score.js';
import { DEFAULT_ENTITIES } from '../../../../../src/ml/data/anonymizing/entities.js';

const sentences = readSentences(
  readFileSync(new URL('../../../../reference/anonymizing.jsonl', import.meta.url), 'utf8'),
);

describe('on invented sentences of another program', () => {
  const { scores } = scoreAnonymizing(sentences);

  it.each(DEFAULT_ENTITIES)('%s is found, and nothing else for it', (entity) => {
    const score = scores.find((other) => other.entity === entity)!;
    expect(score.pieces).toBeGreaterThanOrEqual(20);
    expect(precision(score)).toBeGreaterThanOrEqual(0.98);
    expect(recall(score)).toBeGreaterThanOrEqual(0.97);
    expect(score.covered / score.pieces).toBeGreaterThanOrEqual(0.97);
  });

  it('names are found less often, which is why they must be asked for', () => {
    const score = scores.find(({ entity }) => entity === 'person')!;
    expect(precision(score)).toBeGreaterThanOrEqual(0.85);
    expect(recall(score)).toBeGreaterThanOrEqual(0.55);
  });
});

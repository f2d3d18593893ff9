import type { StoredExample } from '../../../../src/ml/data/example.js';
import type { TaskScope } from '../../../../src/ml/task-types/task-type.js';
import {
  spansFound,
  tokenClassification,
  type WindowRows,
} from '../../../../src/ml/task-types/token-classification.js';
import { referenceTokenizer } from '../../../support/reference-tokenizer.js';

const HEAD_LABELS = tokenClassification.headLabels(['PLACE', 'PERSON']);
const SENTENCE = 'Ann Berger and Bob went to New York City last week, said Miller. ';

/** A text in which each sentence has the same spans, longer than the rows by far. */
function longExample(sentences: number): StoredExample<'token-classification'> {
  const marked = [
    ['Ann Berger', 'PERSON'],
    ['Bob', 'PERSON'],
    ['New York City', 'PLACE'],
    ['Miller', 'PERSON'],
  ] as const;
  const spans = Array.from({ length: sentences }, (_, i) =>
    marked.map(([words, label]) => {
      const start = i * SENTENCE.length + SENTENCE.indexOf(words);
      return { start, end: start + words.length, label };
    }),
  ).flat();
  return { id: 'long', text: SENTENCE.repeat(sentences), spans };
}

/** Logits of a network that is sure of the tags that the rows say. */
const certain = ({ rows }: WindowRows) =>
  rows.map(({ tokenLabels }) => {
    const logits = new Float32Array(tokenLabels.length * HEAD_LABELS.length);
    tokenLabels.forEach((label, token) => {
      if (label >= 0) logits[token * HEAD_LABELS.length + label] = 20;
    });
    return logits;
  });

describe.each(['wordpiece-uncased', 'byte-level-gpt2', 'byte-level-roberta', 'unigram-xlmr'])(
  'windows of a long text (%s)',
  (name) => {
    const tokenizer = referenceTokenizer(name);
    const scope = { tokenizer, headLabels: HEAD_LABELS, maxLength: 16 } as unknown as TaskScope;
    const example = longExample(6);
    const encoded = tokenClassification.rows([example], scope) as WindowRows;
    const { before, after } = tokenizer.aroundText();

    it('have every token of the text once, in order, special ones around each', () => {
      expect(encoded.rows.length).toBeGreaterThan(5);
      expect(encoded.truncated).toBe(0);
      const ids = encoded.rows.map(({ sequence }) => [...(sequence.inputIds as number[])]);
      for (const row of ids) {
        expect(row.length).toBeLessThanOrEqual(16);
        expect(row.slice(0, before.length)).toEqual(before);
        expect(row.slice(row.length - after.length)).toEqual(after);
      }
      const inner = ids.flatMap((row) => row.slice(before.length, row.length - after.length));
      expect(inner).toEqual(tokenizer.place(example.text).map(({ id }) => id));
    });

    it('learn nothing of special tokens, and count the others', () => {
      const learned = encoded.rows.map(({ tokenLabels }) => tokenLabels.filter((label) => label >= 0).length);
      expect(encoded.rows.map((_, row) => encoded.mass(row))).toEqual(learned);
      for (const { tokenLabels } of encoded.rows) {
        for (const label of tokenLabels.subarray(0, before.length)) expect(label).toBe(-1);
      }
    });

    it('give back every span, also those that two windows share', () => {
      const [found] = spansFound([example.text], encoded, certain(encoded), scope);
      expect(found!.map(({ probability: _, ...span }) => span)).toEqual(example.spans);
      for (const { probability } of found!) expect(probability).toBeCloseTo(1, 6);
      const edges = encoded.rows.map(({ offsets }) => offsets.findLast(([start, end]) => start < end)![1]);
      const across = example.spans.filter(({ start, end }) => edges.some((edge) => start < edge && edge < end));
      expect(across.length).toBeGreaterThan(0);
    });

    it('are judged by the spans, and by the loss of the tokens that count', () => {
      const observations = tokenClassification.observe([example], encoded, certain(encoded), scope);
      expect(observations[0]!.truth).toEqual(example.spans);
      const { loss, entityF1 } = tokenClassification.measure(observations, scope) as Record<string, number>;
      expect(entityF1).toBe(1);
      expect(loss).toBeLessThan(1e-6);
      expect(observations[0]!.tokens).toBe(encoded.rows.reduce((sum, _, row) => sum + encoded.mass(row), 0));
    });
  },
);

describe('rows of token classification', () => {
  const tokenizer = referenceTokenizer('wordpiece-uncased');
  const scope = { tokenizer, headLabels: HEAD_LABELS, maxLength: 16 } as unknown as TaskScope;

  it('have shares of the loss at their own tokens alone', () => {
    const example = { ...longExample(1), weight: 3 };
    const rows = tokenClassification.rows([example], scope);
    const all = rows.rows.map((_, row) => row);
    const total = all.reduce((sum, row) => sum + rows.mass(row), 0);
    const { labels, label_weights } = rows.batch(all, 24, total, 0);
    expect(labels!.shape).toEqual([all.length * 24]);
    const shares = label_weights!.data as Float32Array;
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect(shares.filter((share) => share > 0)).toHaveLength(total / 3);
  });

  it('are none for a text of white space alone, in which nothing is found', () => {
    const empty = { id: 'empty', text: ' \n', spans: [] };
    const rows = tokenClassification.rows([empty], scope) as WindowRows;
    expect(rows.rows).toEqual([]);
    expect(spansFound([empty.text], rows, [], scope)).toEqual([[]]);
  });

  it('say the mean probability of the tokens of a span', () => {
    const text = 'Ann';
    const rows = tokenClassification.rows(
      [{ id: 'a', text, spans: [{ start: 0, end: 3, label: 'PERSON' }] }],
      scope,
    ) as WindowRows;
    const [logits] = certain(rows).map((row) => row.map((logit) => logit / 10));
    const span = spansFound([text], rows, [logits!], scope)[0]![0]!;
    expect(span.probability).toBeCloseTo(Math.exp(2) / (Math.exp(2) + HEAD_LABELS.length - 1), 5);
  });
});

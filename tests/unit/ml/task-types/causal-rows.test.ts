import type { StoredExample } from '../../../../src/ml/data/example.js';
import { causalRows } from '../../../../src/ml/task-types/causal-rows.js';
import type { TaskScope } from '../../../../src/ml/task-types/task-type.js';
import { textGeneration } from '../../../../src/ml/task-types/text-generation.js';
import { referenceTokenizer } from '../../../support/reference-tokenizer.js';

const tokenizer = referenceTokenizer('byte-level-gpt2');
const prompt = { ids: [10, 11, 12, 13], learned: false };
const completion = { ids: [20, 21, 22], learned: true };
const rowsOf = (maxLength: number, ...stretches: { ids: number[]; learned: boolean }[]) =>
  causalRows([{ stretches, weight: 2 }], tokenizer, maxLength);
const idsOf = (rows: ReturnType<typeof rowsOf>) =>
  rows.rows.map(({ sequence }) => [...(sequence.inputIds as number[])]);

describe('rows of a causal model', () => {
  it('predict what is to be written, each token from those before it, and nothing of the prompt', () => {
    const rows = rowsOf(16, prompt, completion);
    expect(idsOf(rows)).toEqual([[10, 11, 12, 13, 20, 21, 22]]);
    const { positions, labels, label_weights } = rows.batch([0], 8, 6, 0);
    const counted = Array.from(label_weights!.data as Float32Array, (share, i) => ({ share, i })).filter(
      ({ share }) => share > 0,
    );
    expect(counted.map(({ i }) => positions!.data[i])).toEqual([3, 4, 5]);
    expect(counted.map(({ i }) => labels!.data[i])).toEqual([20, 21, 22]);
    expect(counted.map(({ share }) => share)).toEqual([2 / 6, 2 / 6, 2 / 6].map(Math.fround));
    expect(rows.mass(0)).toBe(6);
    expect(rows.truncated).toBe(0);
  });

  it('lose the beginning of what is too long, and keep what is to be written', () => {
    const rows = rowsOf(5, prompt, completion);
    expect(idsOf(rows)).toEqual([[12, 13, 20, 21, 22]]);
    expect(rows.rows[0]!.learned).toEqual([2, 3, 4]);
    expect(rows.truncated).toBe(1);
  });

  it('keep a token before what is to be written, and cut its end, where that alone is too long', () => {
    const rows = rowsOf(3, prompt, completion);
    expect(idsOf(rows)).toEqual([[13, 20, 21]]);
    expect(rows.rows[0]!.learned).toEqual([1, 2]);
  });

  it('keep the first of several answers where all are too long', () => {
    const rows = rowsOf(4, prompt, completion, prompt, completion);
    expect(idsOf(rows)).toEqual([[13, 20, 21, 22]]);
  });

  it('learn the first token from nothing, so not at all', () => {
    expect(rowsOf(8, completion).rows[0]!.learned).toEqual([1, 2]);
    expect(rowsOf(8, { ids: [20], learned: true }).rows).toEqual([]);
  });

  it('are left out where nothing is to be written', () => {
    const rows = causalRows(
      [
        { stretches: [prompt], weight: 1 },
        { stretches: [prompt, completion], weight: 1 },
      ],
      tokenizer,
      16,
    );
    expect(rows.rows.map(({ example }) => example)).toEqual([1]);
  });
});

describe('rows of text generation', () => {
  const scope = { tokenizer, maxLength: 32 } as TaskScope;
  const example: StoredExample<'text-generation'> = { id: 'a', prompt: 'one two', completion: ' three' };

  it('end with the token that ends a text, which is learned', () => {
    const [row] = textGeneration.rows([example], scope).rows;
    const ids = [...(row!.sequence.inputIds as number[])];
    expect(ids).toEqual([...tokenizer.encodePart('one two'), ...tokenizer.encodePart(' three'), tokenizer.endId]);
    expect((row as unknown as { learned: number[] }).learned.at(-1)).toBe(ids.length - 1);
  });

  it('end with the text where the tokenizer has no such token', () => {
    const endless = { ...scope, tokenizer: referenceTokenizer('byte-level-gpt2', { eos_token: null }) };
    const [row] = textGeneration.rows([example], endless).rows;
    expect(row!.sequence.inputIds).toHaveLength(
      tokenizer.encodePart('one two').length + tokenizer.encodePart(' three').length,
    );
  });

  it('begin with what the model expects before a text', () => {
    const withStart = { ...scope, tokenizer: referenceTokenizer('byte-level-roberta') };
    const [row] = textGeneration.rows([example], withStart).rows;
    expect((row!.sequence.inputIds as number[])[0]).toBe(0);
  });
});

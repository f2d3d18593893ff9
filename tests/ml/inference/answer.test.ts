import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetTask } from '../../../src/ml/data/example.js';
import { Answer, answer, type ModelInput } from '../../../src/ml/inference/answer.js';
import { TextModel } from '../../../src/ml/inference/text-model.js';
import { BioTags } from '../../../src/ml/spans/bio-tags.js';
import { lettersTokenizer } from '../../support/tiny-model.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temper-answer-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A tiny model of transformers with a tokenizer of letters, for a task. */
async function load(reference: string, task: DatasetTask): Promise<TextModel> {
  await cp(join('tests/reference', reference), folder, { recursive: true });
  for (const [name, content] of Object.entries(lettersTokenizer())) await writeFile(join(folder, name), content);
  if (task === 'token-classification') {
    const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    const id2label = { ...BioTags.of(['A', 'B']).names };
    await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, id2label }));
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ task }));
  return TextModel.load(folder, 'answer', { threads: 1 });
}

const texts = (...given: string[]): ModelInput[] => given.map((text) => ({ text }));
const messages = (content: string): ModelInput => ({ messages: [{ role: 'user', content }] });

const CASES: [DatasetTask, string, ModelInput[], RegExp][] = [
  [
    'text-classification',
    'bert/classification',
    [...texts('a b', 'c'), { text: 'a', textPair: 'b' }],
    /^probabilities$/,
  ],
  [
    'multi-label-classification',
    'bert/multi-label',
    [...texts('a b', 'c'), { text: 'a', textPair: 'b' }],
    /^probabilities$/,
  ],
  ['text-regression', 'bert/regression', [...texts('a b', 'c'), { text: 'a', textPair: 'b' }], /^value$/],
  ['token-classification', 'bert/token-classification', texts('a b c d e f', 'g', 'a '.repeat(40)), /^spans$/],
  ['text-generation', 'gpt2/causal-language-model', texts('a b', 'c'), /^text,tokens,ended$/],
  ['chat', 'gpt2/causal-language-model', [messages('a'), messages('b c')], /^text,tokens,ended$/],
];

describe.each(CASES)('a model for %s', (task, reference, inputs, fields) => {
  it('answers each input with what its task gives, whatever is asked beside it', async () => {
    const model = await load(reference, task);
    const asked = inputs.map((input) => ({ ...input, ...(/text,/.test(fields.source) && { maxTokens: 3 }) }));
    const answers = await answer(model, asked);
    expect(answers).toHaveLength(inputs.length);
    for (const [i, given] of answers.entries()) {
      expect(Answer.parse(given)).toEqual(given);
      expect(Object.keys(given).join()).toMatch(fields);
      const [alone] = await answer(model, [asked[i]!]);
      expect(round(alone!)).toEqual(round(given));
    }
    await model.dispose();
  });

  it('refuses inputs of another kind', async () => {
    const model = await load(reference, task);
    const other = task === 'chat' ? { text: 'a' } : messages('a');
    await expect(answer(model, [inputs[0]!, other])).rejects.toMatchObject({
      code: 'input-unsuitable',
      message: expect.stringMatching(`for ${task}: expected .*; found `),
    });
    await model.dispose();
  });
});

/** Batches of other sizes differ in the last bits. */
const round = (given: Answer) =>
  JSON.parse(JSON.stringify(given), (_, value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value));

it('models of unlabelled text give no answers', async () => {
  const model = await load('bert/masked-language-model', 'text');
  await expect(answer(model, texts('a'))).rejects.toMatchObject({ code: 'task-not-answered' });
  await model.dispose();
});

it('what adds up to 1 for a label each does not where labels are by themselves', async () => {
  const sum = async (reference: string, task: DatasetTask) => {
    const model = await load(reference, task);
    const [given] = await answer(model, texts('a b c'));
    await model.dispose();
    return (given as { probabilities: number[] }).probabilities.reduce((total, p) => total + p, 0);
  };
  expect(await sum('bert/classification', 'text-classification')).toBeCloseTo(1, 6);
  expect(await sum('bert/multi-label', 'multi-label-classification')).not.toBeCloseTo(1, 3);
});

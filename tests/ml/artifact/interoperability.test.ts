/**
 * What a job leaves is a folder that others load: its ONNX file gives Temper's logits in plain ONNX Runtime and in
 * transformers.js, and its configuration has what transformers looks for. `tests/reference/interoperability` has the scripts,
 * and one for Python.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runOnnxModel } from '../../../src/ml/engine/onnx/run-model.js';
import { tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import { Tokenizer } from '../../../src/ml/tokenizers/tokenizer.js';

const execute = promisify(execFile);
const SCRIPTS = 'tests/reference/interoperability';
const ARCHITECTURES = ['bert', 'distilbert', 'gpt2', 'llama', 'roberta'];

interface Expected {
  labels: string[];
  maxLength: number;
  texts: { text: string; tokens: number; logits: number[] }[];
}

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'temper-interoperability-'));
  await execute(process.execPath, [`${SCRIPTS}/make-models.js`, out]);
}, 240_000);
afterAll(() => rm(out, { recursive: true, force: true }));

const read = (...path: string[]) => readFile(join(out, ...path), 'utf8');
const readJson = async (...path: string[]) => JSON.parse(await read(...path));

describe.each(ARCHITECTURES.flatMap((name) => [`${name}-full`, `${name}-lora`]))('the model %s', (name) => {
  it('gives the same logits from its ONNX file, one batch with padding', async () => {
    const { texts }: Expected = await readJson(name, 'expected.json');
    const tokenizer = Tokenizer.fromFiles(
      await read(name, 'model/tokenizer.json'),
      await read(name, 'model/tokenizer_config.json'),
    );
    const sequences = texts.map(({ text }) => tokenizer.encode(text));
    const longest = Math.max(...sequences.map(({ inputIds }) => inputIds.length));
    const feeds = Object.entries(tokenFeeds(sequences, longest, tokenizer.padId)).map(([input, { data, shape }]) => {
      return [input, { data: BigInt64Array.from(data, BigInt), shape }];
    });
    const model = await readFile(join(out, name, 'model/onnx/model.onnx'));
    const logits = await runOnnxModel(model, Object.fromEntries(feeds), 'logits');
    const wanted = texts.flatMap((text) => text.logits);
    const compared = texts.flatMap(({ tokens, logits: row }) => row.map(() => tokens > 0));
    const differences = wanted.map((value, i) => (compared[i] ? Math.abs(value - logits[i]!) : 0));
    expect(logits).toHaveLength(wanted.length);
    expect(Math.max(...differences)).toBeLessThan(1e-4);
    // Logits that are all alike would agree with anything.
    expect(Math.max(...wanted) - Math.min(...wanted)).toBeGreaterThan(0.01);
  });

  it('says in its configuration what transformers and transformers.js look for', async () => {
    const { labels, maxLength }: Expected = await readJson(name, 'expected.json');
    const config = await readJson(name, 'model/config.json');
    const tokenizer = await readJson(name, 'model/tokenizer_config.json');
    expect(config.model_type).toBe(name.split('-')[0]);
    expect(config.architectures).toEqual([expect.stringMatching(/ForSequenceClassification$/)]);
    expect(Object.values(config.id2label)).toEqual(labels);
    expect(config.label2id).toEqual(Object.fromEntries(labels.map((label, i) => [label, i])));
    expect(config.problem_type).toBe('single_label_classification');
    expect(config).not.toHaveProperty('transformers_version');
    expect(tokenizer).toMatchObject({ pad_token: expect.any(String), model_max_length: maxLength });
    if (/gpt2|llama/.test(name)) expect(config.pad_token_id).toBe(0);
    const files = await readdir(join(out, name, 'model'));
    expect(files).toEqual(expect.arrayContaining(['config.json', 'model.safetensors', 'onnx', 'tokenizer.json']));
    expect(files.includes('adapter')).toBe(name.endsWith('lora'));
  });
});

it('transformers.js loads them all, with the same logits', async () => {
  const { stdout } = await execute(process.execPath, [`${SCRIPTS}/check-transformers-js.js`, out]);
  expect(stdout.match(/differs by/g)).toHaveLength(2 * ARCHITECTURES.length);
}, 120_000);

/**
 * Fine-tunes tiny models of several architectures, each whole and by LoRA, through the worker's own handler, and writes down
 * what logits Temper gives for some texts.
 *
 * usage: npm run build && node tests/reference/interoperability/make-models.js FOLDER
 *
 * FOLDER/<architecture>-<method>/ then holds base/ (what training started from), model/ (what a job leaves) and expected.json.
 */
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { architectureFor } from '../../../dist/ml/architectures/registry.js';
import { writeSafetensors } from '../../../dist/ml/artifact/safetensors-writer.js';
import { TextModel } from '../../../dist/ml/inference/text-model.js';
import { Random } from '../../../dist/ml/random.js';
import { TextInputs } from '../../../dist/ml/task-types/rows/text-rows.js';
import { textRows } from '../../../dist/ml/task-types/text-input.js';
import { Tokenizer } from '../../../dist/ml/tokenizers/tokenizer.js';
import { fillFreshWeight } from '../../../dist/ml/training/fresh-weights.js';
import { fineTune } from '../../../dist/worker/handlers/fine-tune/fine-tune.js';
import { BASES } from './bases.js';

const METHODS = { full: { type: 'full' }, lora: { type: 'lora', rank: 4, alpha: 8 } };
const LABELS = ['billing', 'praise', 'shipping'];
const WORDS = ['invoice', 'refund', 'parcel', 'late', 'lovely', 'thanks', 'Déjà vu!', 'it’s', '12.50', 'the', 'and'];
/** Far from nought, so that every part of a network shows in its logits. */
const DEVIATION = 0.15;
const MAX_LENGTH = 24;
/** The last is longer than `MAX_LENGTH`, so that it is cut. */
const TEXTS = ['Where is my parcel?', '', 'Lovely, thanks!', 'The invoice says 12.50 …', 'a refund and '.repeat(20)];

const out = resolve(process.argv[2] ?? '.temper/interoperability');
for (const base of Object.keys(BASES)) {
  for (const method of Object.keys(METHODS)) await makeCase(base, method);
}

async function makeCase(base, method) {
  const folder = join(out, `${base}-${method}`);
  await rm(folder, { recursive: true, force: true });
  await writeBase(join(folder, 'base'), BASES[base]);
  await trainCase(folder, METHODS[method]);
  const model = await TextModel.load(join(folder, 'model'), 'answer', { device: 'cpu', threads: 1 });
  const { rows } = textRows(
    TEXTS.map((text) => ({ text })),
    model.scope,
  );
  const logits = await model.outputs(new TextInputs(rows, model.scope.tokenizer.padId, 0));
  await model.dispose();
  const tokenizer = Tokenizer.fromFiles(
    await readFile(join(folder, 'model/tokenizer.json'), 'utf8'),
    await readFile(join(folder, 'model/tokenizer_config.json'), 'utf8'),
  );
  const texts = TEXTS.map((text, i) => {
    const { inputIds, truncated } = tokenizer.encode(text);
    return { text, tokens: inputIds.length, truncated, logits: [...logits[i]] };
  });
  const expected = { labels: LABELS, maxLength: MAX_LENGTH, texts };
  await writeFile(join(folder, 'expected.json'), `${JSON.stringify(expected)}\n`);
  console.log(folder);
}

/** A pretrained model as people download one: no head, random weights, a tokenizer of a few hundred pieces. */
async function writeBase(folder, { config, tokenizer, tokenizerConfig }) {
  await mkdir(folder, { recursive: true });
  const source = new URL(`../tokenizers/${tokenizer}.json`, import.meta.url);
  const { tokenizer: files } = JSON.parse(await readFile(source, 'utf8'));
  const vocabulary = Math.max(...Object.values(files.model.vocab), ...files.added_tokens.map(({ id }) => id)) + 1;
  const whole = { ...config, vocab_size: vocabulary };
  await writeFile(join(folder, 'config.json'), JSON.stringify(whole));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(files));
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(tokenizerConfig));
  const tensors = architectureFor(whole).weights.map((spec, stream) => {
    const data = new Float32Array(spec.shape.reduce((count, size) => count * size, 1));
    fillFreshWeight(data, spec, { seed: 1, stream, deviation: DEVIATION });
    return { name: spec.name, shape: spec.shape, dtype: 'F32', data };
  });
  await writeSafetensors(join(folder, 'model.safetensors'), tensors);
}

async function trainCase(folder, method) {
  const scratch = join(folder, 'scratch');
  await mkdir(join(scratch, 'data'), { recursive: true });
  await cp(join(folder, 'base'), join(scratch, 'base'), { recursive: true });
  for (const [split, count] of Object.entries({ train: 48, validation: 12, test: 0 })) {
    await writeFile(join(scratch, 'data', `${split}.jsonl`), examples(split, count));
  }
  const digest = '0'.repeat(64);
  const input = {
    model: 'base',
    dataset: 'data',
    task: 'text-classification',
    labels: LABELS,
    method,
    hyperparameters: { maxSteps: 12, batchSize: 8, learningRate: 0.01, maxLength: MAX_LENGTH, earlyStopping: false },
    calibration: 'auto',
    seed: 1,
    result: {
      name: 'interoperability',
      datasetName: 'made up',
      lineage: {
        baseModel: { id: 'base', digest },
        dataset: { id: 'made-up', version: 1, digest },
        job: 'interoperability',
        seed: 1,
        source: null,
        codeVersion: 'test',
      },
    },
  };
  const context = {
    scratch,
    attempt: 1,
    threads: 1,
    device: 'cpu',
    checkpoint: null,
    control: { requested: () => 'none' },
    signal: new AbortController().signal,
  };
  for await (const _ of fineTune(input, context));
  await rename(join(scratch, 'model-out'), join(folder, 'model'));
  await rm(scratch, { recursive: true });
}

function examples(split, count) {
  const random = new Random(count, split.length);
  const text = () => Array.from({ length: 1 + random.below(9) }, () => WORDS[random.below(WORDS.length)]).join(' ');
  const rows = Array.from({ length: count }, (_, i) => ({ id: `${split}-${i}`, text: text(), label: LABELS[i % 3] }));
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

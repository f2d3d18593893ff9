/**
 * Loads the folders that make-models.js wrote with transformers.js, from their ONNX files, and compares logits with Temper's.
 *
 * usage: node tests/reference/interoperability/check-transformers-js.js FOLDER
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

// ONNX Runtime looks at it when it loads.
process.env.ORT_DISABLE_TELEMETRY = '1';
const { AutoTokenizer, env, PreTrainedModel } = await import('@huggingface/transformers');

const TOLERANCE = 1e-4;
const out = resolve(process.argv[2]);
env.allowRemoteModels = false;
env.localModelPath = out;

console.log(`transformers.js ${env.version}`);
for (const name of (await readdir(out)).sort()) {
  const expected = JSON.parse(await readFile(join(out, name, 'expected.json'), 'utf8'));
  try {
    const difference = await check(`${name}/model`, expected);
    if (!(difference <= TOLERANCE)) process.exitCode = 1;
    console.log(`${name}: differs by ${difference.toExponential(1)}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`${name}: ${error.message}`);
  }
}

/**
 * Of texts that were cut, transformers.js keeps the first ids and drops the special tokens at the end, so those are left out.
 * `PreTrainedModel` runs any graph; `AutoModelForSequenceClassification` knows no decoders.
 */
async function check(path, { texts, labels }) {
  const whole = texts.filter(({ tokens, truncated }) => tokens && !truncated);
  const tokenizer = await AutoTokenizer.from_pretrained(path);
  const model = await PreTrainedModel.from_pretrained(path, { dtype: 'fp32', device: 'cpu' });
  const named = labels.map((_, i) => model.config.id2label[i]);
  if (named.join() !== labels.join()) throw new Error(`its labels are ${named.join()}, expected ${labels.join()}`);
  const inputs = tokenizer(
    whole.map(({ text }) => text),
    { padding: true, truncation: true },
  );
  const output = await model(inputs);
  await model.dispose();
  const wanted = whole.flatMap(({ logits }) => logits);
  return Math.max(...Array.from(output.logits.data, (value, i) => Math.abs(value - wanted[i])));
}

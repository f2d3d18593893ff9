import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../dist/ml/input-error.js';
import { serveModel } from '../../../dist/worker/serve-model.js';

/**
 * The process of a model that does what tests of serving need: its probabilities are one over the length of a text and what is left, some texts end
 * it or hang it, and `loads` in its folder says what becomes of each load, one letter after the other (the last for ever).
 */
const OUTCOMES = {
  s: async () => {},
  r: async () => {
    throw new InputError('not-a-classifier', 'The model has no head. Fine-tune it first.');
  },
  d: async () => process.kill(process.pid, 'SIGKILL'),
  h: () => new Promise(() => {}),
};

const ACTS = {
  die: () => process.kill(process.pid, 'SIGKILL'),
  hang: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  refuse: () => {
    throw new InputError('text-refused', 'Not that text.');
  },
};

await serveModel(async (folder) => {
  const path = join(folder, 'loads');
  const loads = await readFile(path, 'utf8');
  if (loads.length > 1) await writeFile(path, loads.slice(1));
  await OUTCOMES[loads[0]]();
  return {
    task: 'text-classification',
    labels: ['long', 'short'],
    calibrated: false,
    answer: async (inputs) => {
      for (const { text } of inputs) ACTS[text]?.();
      return inputs.map(({ text }) => ({ probabilities: [1 / text.length, 1 - 1 / text.length] }));
    },
  };
});

/** Adapters against PEFT: what a network with them computes, and how they lie on disk. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { readSafetensors } from '../../../src/ml/artifact/safetensors-reader.js';
import type { WeightValues } from '../../../src/ml/engine/engine.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { scratchFloats } from '../../../src/ml/engine/scratch-size.js';
import { mergeAdapters } from '../../../src/ml/lora/merge-adapters.js';
import { writePeftAdapters } from '../../../src/ml/lora/peft-files.js';
import { singleLabel, singleLabelTargets } from '../../../src/ml/tasks/text-objectives.js';
import { packedFeeds, tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import { planTraining } from '../../../src/ml/training/training-plan.js';
import { relativeError } from '../support/eager-and-compiled.js';
import { ENGINES } from '../support/parity.js';

const REFERENCE = 'tests/reference';
const PREFIX = 'base_model.model.';
const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

async function load(architecture: string) {
  const at = (file: string) => join(REFERENCE, 'lora', architecture, file);
  const peft = await readJson(at('adapter_config.json'));
  const plan = planTraining(architectureFor(await readJson(at('config.json'))), singleLabel(3), {
    type: 'lora',
    rank: peft.r,
    alpha: peft.lora_alpha,
    dropout: 0,
    targets: peft.target_modules,
  });
  const base = await readSafetensors(at('model.safetensors'));
  const saved = await readSafetensors(at('adapter_model.safetensors'));
  const trained = saved.map(({ name, data }) => [name.replace(PREFIX, ''), data]);
  const values: WeightValues = Object.fromEntries([...base.map(({ name, data }) => [name, data]), ...trained]);
  const gradients = new Map((await readSafetensors(at('gradients.safetensors'))).map((each) => [each.name, each.data]));
  const { inputIds, attentionMask } = await readJson(join(REFERENCE, architecture, 'inputs.json'));
  const sequences = inputIds.map((ids: number[], row: number) => ({
    inputIds: ids.slice(0, attentionMask[row].filter(Boolean).length),
  }));
  const expected = await readJson(at('expected.json'));
  const feeds = {
    ...packedFeeds(tokenFeeds(sequences, inputIds[0].length, 0)),
    ...singleLabelTargets(expected.labels),
  };
  return { plan, peft, saved, values, gradients, feeds, expected };
}

describe.each(['bert', 'gpt2'])('adapters on %s', (architecture) => {
  it.each(ENGINES)('give the logits, loss and gradients of PEFT (%s)', async (_, engine) => {
    const { plan, values, gradients, feeds, expected } = await load(architecture);
    const runner = await engine.function({ ...plan.trained.inference, weights: plan.trained.weights }, values);
    const { logits } = await runner.run(feeds);
    await runner.dispose();
    expect(relativeError(logits!.data, expected.logits.flat())).toBeLessThan(1e-4);

    const [batch, seq] = feeds.input_ids!.shape as [number, number];
    const sizes = { batch, seq, tokens: batch * seq };
    const store = new ParameterStore(plan.trainable, { scratchFloats: await scratchFloats(plan.program, [sizes]) });
    for (const { name } of plan.trainable) store.view('parameter', name).set(values[name]!);
    const trainer = await engine.gradients(plan.program, store, values);
    expect(Math.abs((await trainer.run(feeds, { seed: 1, step: 0 })) - expected.loss)).toBeLessThan(1e-5);
    await trainer.dispose();
    // The pooler is part of the head here, and trained: PEFT leaves it as it is.
    for (const [name, want] of gradients) {
      const scale = Math.max(1e-3, ...want.map(Math.abs));
      const error = relativeError(
        store.view('gradient', name).map((value) => value / scale),
        want.map((value) => value / scale),
      );
      expect({ name, fits: error < 1e-3 }).toEqual({ name, fits: true });
    }
  });

  it('are the same network once they are merged', async () => {
    const { plan, values, feeds, expected } = await load(architecture);
    const { layers, options } = plan.lora!;
    const merged = { ...values, ...mergeAdapters(layers, values, options) };
    const runner = await ENGINES[0]![1].function({ ...plan.task.inference, weights: plan.task.weights }, merged);
    const { logits } = await runner.run(feeds);
    await runner.dispose();
    expect(relativeError(logits!.data, expected.logits.flat())).toBeLessThan(1e-4);
  });

  it('are written as PEFT writes them', async () => {
    const { plan, values, peft, saved } = await load(architecture);
    const folder = await mkdtemp(join(tmpdir(), 'adapter-'));
    const saves = new Set(saved.map(({ name }) => name.replace(PREFIX, '')));
    await writePeftAdapters(folder, {
      ...plan.lora!,
      head: plan.trainable.filter(({ name }) => saves.has(name) && !name.includes('lora_')),
      values,
      headName: 'classification',
      baseModel: 'base',
    });
    const written = await readSafetensors(join(folder, 'adapter_model.safetensors'));
    const config = await readJson(join(folder, 'adapter_config.json'));
    await rm(folder, { recursive: true });
    expect(new Map(written.map(({ name, data }) => [name, data]))).toEqual(
      new Map(saved.map(({ name, data }) => [name, data])),
    );
    const { peft_type, task_type, r, lora_alpha, target_modules, fan_in_fan_out, bias } = peft;
    expect(config).toMatchObject({ peft_type, task_type, r, lora_alpha, target_modules, fan_in_fan_out, bias });
  });
});

describe('targets', () => {
  it('that no layer has are refused, with those there are', async () => {
    const config = await readJson(join(REFERENCE, 'bert/classification/config.json'));
    const plan = () =>
      planTraining(architectureFor(config), singleLabel(3), {
        type: 'lora',
        rank: 2,
        alpha: 2,
        dropout: 0,
        targets: ['query', 'q_proj'],
      });
    expect(plan).toThrow(
      'No linear layer of a bert model is called "q_proj"; method.targets takes query, key, value, dense',
    );
  });
});

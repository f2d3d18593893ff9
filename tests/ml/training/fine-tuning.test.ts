import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { BestParametersFile, readCheckpoint, writeCheckpoint } from '../../../src/ml/artifact/training-checkpoint.js';
import type { StoredExample } from '../../../src/ml/data/example.js';
import type { TaskScope } from '../../../src/ml/task-types/task-type.js';
import type { FineTuneMethod } from '../../../src/ml/training/fine-tune-method.js';
import type { Hyperparameters } from '../../../src/ml/training/hyperparameters.js';
import { initialTrainingState, type TrainingEvent, type TrainingState } from '../../../src/ml/training/train.js';
import { relativeError } from '../support/eager-and-compiled.js';
import { parametersOf, toyFineTuning } from '../support/toy-fine-tuning.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temper-training-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Tuning = Awaited<ReturnType<typeof toyFineTuning>>;

/** Trains from a state to the end; or until `stop` says so, as a killed run would, leaving a checkpoint. */
async function trainToy(tuning: Tuning, from = initialTrainingState(), stop?: (event: TrainingEvent) => boolean) {
  const best = new BestParametersFile(folder, tuning.store);
  const events: TrainingEvent[] = [];
  for (const run = tuning.run(best, from); ; ) {
    const next = await run.next();
    if (next.done) return { events, state: next.value };
    events.push(next.value);
    if (stop?.(next.value)) {
      await writeCheckpoint(join(folder, 'checkpoint'), tuning.store, next.value.state, best);
      return { events, state: next.value.state };
    }
  }
}

async function resumeToy(
  choices: Parameters<typeof toyFineTuning>[0],
  method?: FineTuneMethod,
): Promise<{ tuning: Tuning; state: TrainingState }> {
  const tuning = await toyFineTuning(choices, 1, method);
  const state = await readCheckpoint(
    join(folder, 'checkpoint'),
    tuning.store,
    new BestParametersFile(folder, tuning.store),
  );
  return { tuning, state };
}

describe('fine-tuning', () => {
  it('learns', async () => {
    const tuning = await toyFineTuning({ epochs: 12, earlyStopping: false });
    const { events } = await trainToy(tuning);
    await tuning.dispose();
    const losses = events.flatMap((event) => (event.type === 'evaluation' ? [event.metrics.loss!] : []));
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
  });

  it('sees every example once an epoch', async () => {
    const tuning = await toyFineTuning({ epochs: 1 });
    const { events } = await trainToy(tuning);
    await tuning.dispose();
    const tokens = events.reduce((sum, event) => sum + (event.type === 'step' ? event.tokens : 0), 0);
    expect(tokens).toBe(tuningTokens(tuning));
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const finals: string[] = [];
    for (const seed of [1, 1, 2]) {
      const tuning = await toyFineTuning({ maxSteps: 6 }, seed);
      await trainToy(tuning);
      await tuning.dispose();
      finals.push(parametersOf(tuning));
    }
    expect(finals[1]).toBe(finals[0]);
    expect(finals[2]).not.toBe(finals[0]);
  });

  it.each([
    ['after a step', (event: TrainingEvent) => event.state.step === 5],
    ['after an evaluation', (event: TrainingEvent) => event.type === 'evaluation' && event.state.step >= 8],
    ['before an evaluation is due', (event: TrainingEvent) => event.type === 'step' && event.state.step === 8],
    ['at the last step', (event: TrainingEvent) => event.type === 'step' && event.state.step === 16],
  ])('resumed %s ends with the bits of a run that was not stopped', async (_, stop) => {
    const choices = { evalSteps: 4, learningRate: 0.03 };
    const whole = await toyFineTuning(choices);
    const { state: wholeState } = await trainToy(whole);
    await whole.dispose();

    const stopped = await toyFineTuning(choices);
    await trainToy(stopped, initialTrainingState(), stop);
    await stopped.dispose();
    const { tuning, state } = await resumeToy(choices);
    const { state: resumedState } = await trainToy(tuning, state);
    await tuning.dispose();

    expect(resumedState).toEqual(wholeState);
    expect(parametersOf(tuning)).toBe(parametersOf(whole));
  });

  it('stops early and restores the best weights', async () => {
    const tuning = await toyFineTuning({
      epochs: 50,
      evalSteps: 2,
      learningRate: 0.3,
      earlyStopping: { metric: 'loss', patience: 2, minDelta: 0 },
    });
    const { state, events } = await trainToy(tuning);
    const metrics = events.flatMap((event) => (event.type === 'evaluation' ? [event.metrics.loss!] : []));
    expect(state.step).toBeLessThan(tuning.totalSteps);
    expect(state.stale).toBe(2);
    expect(state.best!.value).toBe(Math.min(...metrics));
    const restored = tuning.store.view('parameter', 'classifier.bias').slice();
    await new BestParametersFile(folder, tuning.store).restore();
    expect(tuning.store.view('parameter', 'classifier.bias')).toEqual(restored);
    await tuning.dispose();
  });

  it('computes the same gradients in parts as at once', async () => {
    const updated = async (gradientAccumulation: number) => {
      const tuning = await toyFineTuning({ gradientAccumulation, maxSteps: 3, dropout: 0, earlyStopping: false });
      await trainToy(tuning);
      await tuning.dispose();
      return tuning.store.view('parameter', 'bert.encoder.layer.0.attention.self.query.weight').slice();
    };
    expect(relativeError(await updated(4), await updated(1))).toBeLessThan(1e-4);
  });

  describe('rates of layers', () => {
    const moved = async (name: string, hyperparameters: Partial<Hyperparameters>) => {
      const still = { maxSteps: 2, warmupRatio: 0, dropout: 0, earlyStopping: false } as const;
      const tuning = await toyFineTuning({ ...still, ...hyperparameters });
      const before = tuning.store.view('parameter', name).slice();
      await trainToy(tuning);
      await tuning.dispose();
      return Math.max(...tuning.store.view('parameter', name).map((value, i) => Math.abs(value - before[i]!)));
    };
    const layer = 'bert.encoder.layer.0.intermediate.dense.weight';
    const words = 'bert.embeddings.word_embeddings.weight';

    it('are lower far from the head with layer-wise decay', async () => {
      const [decayed, plain] = [await moved(layer, { layerwiseDecay: 0.1 }), await moved(layer, { layerwiseDecay: 1 })];
      expect(decayed).toBeLessThan(0.05 * plain);
    });

    it('are higher for the embeddings alone with an embedding rate', async () => {
      expect(await moved(words, { embeddingRate: 10 })).toBeGreaterThan(5 * (await moved(words, { embeddingRate: 1 })));
      expect(await moved(layer, { embeddingRate: 10 })).toBeLessThan(1.5 * (await moved(layer, { embeddingRate: 1 })));
    });
  });

  it('leaves no tensor behind', async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    const tuning = await toyFineTuning({ maxSteps: 4 });
    await trainToy(tuning);
    await tuning.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops with what to do when the loss is no number any more', async () => {
    const tuning = await toyFineTuning({ learningRate: 1, warmupRatio: 0 });
    tuning.store.view('parameter', 'classifier.bias').fill(Number.NaN);
    await expect(trainToy(tuning)).rejects.toThrow('Lower the learning rate');
    await tuning.dispose();
  });
});

const LORA = { type: 'lora', rank: 2, alpha: 4, dropout: 0.1 } as const;

describe.each([{ type: 'head' } as const, LORA])('the method $type', (method) => {
  const choices = { evalSteps: 4, learningRate: 0.03 };

  it('resumed ends with the bits of a run that was not stopped', async () => {
    const whole = await toyFineTuning(choices, 1, method);
    await trainToy(whole);
    await whole.dispose();
    const stopped = await toyFineTuning(choices, 1, method);
    await trainToy(stopped, initialTrainingState(), ({ state }) => state.step === 5);
    await stopped.dispose();
    const { tuning, state } = await resumeToy(choices, method);
    await trainToy(tuning, state);
    await tuning.dispose();
    expect(parametersOf(tuning)).toBe(parametersOf(whole));
  });

  it('moves what it trains and nothing else', async () => {
    const tuning = await toyFineTuning({ ...choices, maxSteps: 3, earlyStopping: false }, 1, method);
    const copies = (weights: readonly { name: string }[]) => weights.map(({ name }) => tuning.weight(name).slice());
    const { frozen, trainable } = tuning.plan;
    const before = { frozen: copies(frozen), trainable: copies(trainable) };
    await trainToy(tuning);
    await tuning.dispose();
    expect(copies(frozen)).toEqual(before.frozen);
    copies(trainable).forEach((values, i) => {
      expect({ name: trainable[i]!.name, moved: values.some((value, k) => value !== before.trainable[i]![k]) }).toEqual(
        {
          name: trainable[i]!.name,
          moved: true,
        },
      );
    });
    expect([...frozen, ...trainable].map(({ name }) => name).sort()).toEqual(
      [...tuning.plan.task.weights, ...(tuning.plan.lora?.adapters ?? [])].map(({ name }) => name).sort(),
    );
  });

  it('learns', async () => {
    const tuning = await toyFineTuning({ epochs: 30, learningRate: 0.05, dropout: 0, earlyStopping: false }, 1, method);
    const { events } = await trainToy(tuning);
    await tuning.dispose();
    const losses = events.flatMap((event) => (event.type === 'step' ? [event.loss] : []));
    const mean = (part: number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
    expect(mean(losses.slice(-16))).toBeLessThan(mean(losses.slice(0, 16)) - 0.03);
  });
});

it('adapters change nothing before they are trained, and what is served is what was trained', async () => {
  const tuning = await toyFineTuning({ maxSteps: 4, earlyStopping: false }, 1, LORA);
  const full = await toyFineTuning({}, 1);
  const { rows, examples } = tuning.options.validation;
  expect(await tuning.outputs(rows)).toEqual(await full.outputs(rows));
  const { events } = await trainToy(tuning);
  const logits = await tuning.outputs(rows);
  await tuning.dispose();
  const evaluated = events.findLast((event) => event.type === 'evaluation')!.metrics.loss!;
  expect(meanLoss(logits, labelsOf(examples, tuning.options.scope))).toBeCloseTo(evaluated, 4);
});

const labelsOf = (examples: readonly StoredExample[], { headLabels }: TaskScope) =>
  (examples as StoredExample<'text-classification'>[]).map(({ label }) => headLabels.indexOf(label));

function meanLoss(logits: readonly Float32Array[], labels: readonly number[]): number {
  const losses = logits.map((row, i) => Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - row[labels[i]!]!);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

describe('a checkpoint', () => {
  it('is there whole or not at all, and replaces the one before', async () => {
    const tuning = await toyFineTuning({ maxSteps: 2 });
    const path = join(folder, 'checkpoint');
    await writeCheckpoint(path, tuning.store, initialTrainingState());
    await writeCheckpoint(path, tuning.store, { ...initialTrainingState(), step: 1 });
    expect(await readdir(folder)).toEqual(['checkpoint']);
    expect((await readCheckpoint(path, tuning.store)).step).toBe(1);
    await tuning.dispose();
  });
});

function tuningTokens(tuning: Tuning): number {
  return tuning.options.train.rows.lengths.reduce((sum, length) => sum + length, 0);
}

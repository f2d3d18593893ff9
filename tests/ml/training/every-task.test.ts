/** What each task learns, on texts of letters that say the answer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { BestParametersFile, readCheckpoint, writeCheckpoint } from '../../../src/ml/artifact/training-checkpoint.js';
import type { DatasetTask, StoredExample } from '../../../src/ml/data/example.js';
import { Random } from '../../../src/ml/random.js';
import { taskTypeOf } from '../../../src/ml/task-types/registry.js';
import { rowOutputs } from '../../../src/ml/task-types/rows/row-outputs.js';
import type { TaskScope } from '../../../src/ml/task-types/task-type.js';
import { fitValueScale } from '../../../src/ml/task-types/value-scale.js';
import { Tokenizer } from '../../../src/ml/tokenizers/tokenizer.js';
import type { FineTuneMethod } from '../../../src/ml/training/fine-tune-method.js';
import type { Hyperparameters } from '../../../src/ml/training/hyperparameters.js';
import { initialTrainingState, type TrainingEvent } from '../../../src/ml/training/train.js';
import { lettersTokenizer } from '../../support/tiny-model.js';
import { engine, relativeError } from '../support/eager-and-compiled.js';
import { parametersOf, prepareToy, toyScope } from '../support/toy-fine-tuning.js';

const LETTERS = [...'defghijklmnopqrstuvwxyz'];

/** A text of letters, `a` and `b` among them or not; and where each of its letters stands. */
function toyText(random: Random) {
  const letters = Array.from({ length: 4 + random.below(8) }, () => LETTERS[random.below(LETTERS.length)]!);
  for (const letter of 'ab') if (random.below(2)) letters[random.below(letters.length)] = letter;
  return { text: letters.join(' '), letters };
}

type Content = { [Task in DatasetTask]: (random: Random) => Omit<StoredExample<Task>, 'id'> };
const next = (letter: string) => LETTERS[(LETTERS.indexOf(letter) + 1) % LETTERS.length]!;

const CONTENT: Content = {
  'text-classification': (random) => {
    const { text, letters } = toyText(random);
    return { text, label: letters.includes('a') ? 'yes' : 'no' };
  },
  'multi-label-classification': (random) => {
    const { text, letters } = toyText(random);
    return { text, labels: [...'ab'].filter((letter) => letters.includes(letter)) };
  },
  'text-regression': (random) => {
    const { text, letters } = toyText(random);
    return { text, value: 1000 + (letters.includes('a') ? 50 : 0) + (letters.includes('b') ? 20 : 0) };
  },
  'token-classification': (random) => {
    const { text, letters } = toyText(random);
    const spans = letters.flatMap((letter, i) =>
      'ab'.includes(letter) ? [{ start: 2 * i, end: 2 * i + 1, label: letter }] : [],
    );
    return { text, spans };
  },
  'text-generation': (random) => {
    const letter = LETTERS[random.below(LETTERS.length)]!;
    return { prompt: letter, completion: `${next(letter)} ${next(next(letter))}` };
  },
  chat: (random) => {
    const letter = LETTERS[random.below(LETTERS.length)]!;
    return {
      messages: [
        { role: 'user', content: letter },
        { role: 'assistant', content: next(letter) },
      ],
    };
  },
  text: (random) => ({ text: Array.from({ length: 12 }, () => LETTERS[random.below(4)]).join(' ') }),
};
const LABELS: Partial<Record<DatasetTask, string[]>> = {
  'text-classification': ['no', 'yes'],
  'multi-label-classification': ['a', 'b'],
  'token-classification': ['a', 'b'],
};

const GPT2 = {
  model_type: 'gpt2',
  vocab_size: 40,
  n_embd: 16,
  n_layer: 2,
  n_head: 2,
  n_positions: 32,
  initializer_range: 0.1,
};
const files = lettersTokenizer();
/** With a token that ends texts, and a template in its letters. */
const causalTokenizer = Tokenizer.fromFiles(
  files['tokenizer.json'],
  JSON.stringify({
    ...JSON.parse(files['tokenizer_config.json']),
    eos_token: '[SEP]',
    chat_template:
      "[CLS]{% for m in messages %}{{ 'a' if m.role == 'user' else 'b' }} {{ m.content }}[SEP]{% endfor %}{% if add_generation_prompt %}b {% endif %}",
  }),
);

type Kind = 'encoder' | 'causal';

function toyTask(task: DatasetTask, kind: Kind, examples = 64) {
  const random = new Random(7);
  const make = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `ex_${i}`, ...CONTENT[task](random) }) as StoredExample);
  const [train, validation] = [make(examples), make(16)];
  const scope: TaskScope = {
    ...toyScope(1, taskTypeOf(task).headLabels(LABELS[task] ?? [])),
    ...(kind === 'causal' && { architecture: architectureFor(GPT2), tokenizer: causalTokenizer }),
  };
  if (task !== 'text-regression') return { task, scope, train, validation };
  const values = (train as StoredExample<'text-regression'>[]).map(({ value }) => value);
  const head = scope.architecture.head('classification').weights({ labels: 1 });
  return { task, scope: { ...scope, scale: fitValueScale(values, head) }, train, validation };
}

type Toy = ReturnType<typeof toyTask>;
const CHOICES: Partial<Hyperparameters> = {
  dropout: 0,
  earlyStopping: false,
  learningRate: 0.02,
  epochs: 12,
  evalSteps: 40,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temper-tasks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function trained(toy: Toy, choices: Partial<Hyperparameters> = CHOICES, method?: FineTuneMethod) {
  const tuning = await prepareToy(toy, choices, method);
  const events: TrainingEvent[] = [];
  for await (const event of tuning.run(new BestParametersFile(folder, tuning.store), initialTrainingState())) {
    events.push(event);
  }
  await tuning.dispose();
  const evaluations = events.flatMap((event) => (event.type === 'evaluation' ? [event.metrics] : []));
  return { tuning, evaluations, losses: events.flatMap((event) => (event.type === 'step' ? [event.loss] : [])) };
}

const ALL: [DatasetTask, Kind][] = [
  ['text-classification', 'encoder'],
  ['multi-label-classification', 'encoder'],
  ['text-regression', 'encoder'],
  ['token-classification', 'encoder'],
  ['text', 'encoder'],
  ['text-classification', 'causal'],
  ['text-regression', 'causal'],
  ['token-classification', 'causal'],
  ['text', 'causal'],
  ['text-generation', 'causal'],
  ['chat', 'causal'],
];

describe.each(ALL)('%s with a network of the kind %s', (task, kind) => {
  it('is learned, and what was measured on the way is what the network says in the end', async () => {
    const { tuning, evaluations, losses } = await trained(toyTask(task, kind));
    const { type, scope, validation } = tuning.options;
    const last = evaluations.at(-1)!;
    const end = losses.slice(-8);
    expect(end.reduce((sum, loss) => sum + loss, 0) / end.length).toBeLessThan(0.8 * losses[0]!);
    for (const metric of type.watched) expect(last[metric]).toEqual(expect.any(Number));
    const outputs = await tuning.outputs(validation.rows);
    const observations = type.observe(validation.examples, validation.rows, outputs, scope);
    expect(type.measure(observations, scope).loss).toBeCloseTo(last.loss!, 5);
    const examples = validation.examples.map((example) => ({ id: example.id, text: type.excerpt(example) }));
    const calibration = type.calibrate(observations, { method: 'auto', conformal: null, seed: 1 }, scope);
    await type.complete?.(validation.examples, observations, scope, tuning);
    const judged = type.judge({ examples, observations, scope, calibration, evidence: 'test', seed: 1, resamples: 3 });
    expect(judged.result.counts.examples).toBe(16);
    expect([...judged.predictions]).toHaveLength(16);
    for (const metric of Object.values(judged.result.metrics)) expect(Number.isFinite(metric)).toBe(true);
  });

  it('has the same loss in training and in evaluation', async () => {
    const toy = toyTask(task, kind, 16);
    const { tuning, losses, evaluations } = await trained(
      { ...toy, validation: toy.train },
      {
        ...CHOICES,
        batchSize: 16,
        epochs: 1,
        evalSteps: 1,
        learningRate: 1e-12,
      },
    );
    expect(tuning.totalSteps).toBe(1);
    // Of unlabelled text other tokens are hidden in each.
    if (task !== 'text' || kind === 'causal') expect(evaluations[0]!.loss).toBeCloseTo(losses[0]!, 4);
    else expect(Math.abs(evaluations[0]!.loss! - losses[0]!)).toBeLessThan(1);
  });
});

it.each<[DatasetTask, Kind]>([
  ['text', 'encoder'],
  ['text-generation', 'causal'],
])('%s resumed ends with the bits of a run that was not stopped (%s)', async (task, kind) => {
  const choices = { ...CHOICES, dropout: 0.1, epochs: 2 };
  const { tuning: whole } = await trained(toyTask(task, kind), choices);
  const stopped = await prepareToy(toyTask(task, kind), choices);
  const best = new BestParametersFile(folder, stopped.store);
  for await (const { state } of stopped.run(best, initialTrainingState())) {
    if (state.step < 5) continue;
    await writeCheckpoint(join(folder, 'checkpoint'), stopped.store, state, best);
    break;
  }
  await stopped.dispose();
  const resumed = await prepareToy(toyTask(task, kind), choices);
  const again = new BestParametersFile(folder, resumed.store);
  const from = await readCheckpoint(join(folder, 'checkpoint'), resumed.store, again);
  for await (const _ of resumed.run(again, from));
  await resumed.dispose();
  expect(parametersOf(resumed)).toBe(parametersOf(whole));
});

it.each<[DatasetTask, Kind]>([
  ['token-classification', 'encoder'],
  ['text-generation', 'causal'],
])('%s has the same gradients in parts as at once (%s)', async (task, kind) => {
  const updated = async (gradientAccumulation: number) => {
    const { tuning } = await trained(toyTask(task, kind), { ...CHOICES, gradientAccumulation, maxSteps: 3 });
    const [name] = tuning.plan.trainable.map((weight) => weight.name).filter((found) => found.includes('0'));
    return tuning.store.view('parameter', name!).slice();
  };
  expect(relativeError(await updated(4), await updated(1))).toBeLessThan(1e-4);
});

describe('a regression', () => {
  it.each<[FineTuneMethod, Kind]>([
    [{ type: 'full' }, 'encoder'],
    [{ type: 'full' }, 'causal'],
    [{ type: 'head' }, 'encoder'],
    [{ type: 'lora', rank: 2, alpha: 4, dropout: 0 }, 'encoder'],
  ])('by %j is served in the units of its values (%s)', async (method, kind) => {
    const { tuning } = await trained(toyTask('text-regression', kind), { ...CHOICES, maxSteps: 6 }, method);
    const { type, scope, validation } = tuning.options;
    const { rows, examples } = validation;
    const expected = type.observe(examples, rows, await tuning.outputs(rows), scope) as { predicted: number }[];
    const { task } = tuning.plan;
    const served = await engine.function({ ...task.inference, weights: task.weights }, tuning.servedWeights());
    const outputs = await rowOutputs(served, rows, { longest: 32 });
    await served.dispose();
    outputs.forEach(([value], row) => {
      expect(value).toBeCloseTo(expected[row]!.predicted, 1);
    });
  });

  it('goes on from a head that gives values', async () => {
    const toy = toyTask('text-regression', 'encoder');
    const { tuning: first } = await trained(toy, { ...CHOICES, maxSteps: 6 });
    const second = await prepareToy(toy, CHOICES);
    for (const [name, values] of Object.entries(first.servedWeights())) second.weight(name).set(values);
    second.scaleHead();
    const { rows } = second.options.validation;
    const [before, after] = [await first.outputs(rows), await second.outputs(rows)].map((all) => all.map(([x]) => x!));
    expect(relativeError(after!, before!)).toBeLessThan(1e-3);
    await second.dispose();
  });
});

describe('gradual unfreezing', () => {
  it('begins with the head, and has all layers by the share of the steps that it is told', async () => {
    const tuning = await prepareToy(
      toyTask('text-classification', 'encoder'),
      { ...CHOICES, maxSteps: 12, warmupRatio: 0, schedule: 'constant' },
      { type: 'gradual', over: 0.5 },
    );
    const before = new Map(tuning.store.weights.map(({ name }) => [name, tuning.weight(name).slice()]));
    const moved = new Map<string, number>();
    for await (const { state } of tuning.run(new BestParametersFile(folder, tuning.store), initialTrainingState())) {
      for (const [name, values] of before) {
        if (!moved.has(name) && tuning.weight(name).some((x, i) => x !== values[i])) moved.set(name, state.step);
      }
    }
    await tuning.dispose();
    const first = (part: string) =>
      Math.min(...[...moved].filter(([name]) => name.includes(part)).map(([, step]) => step));
    const order = ['classifier', 'layer.1.', 'layer.0.', 'embeddings'].map(first);
    expect(order[0]).toBe(1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(4);
    expect(order.at(-1)).toBe(7);
  });
});

/** A tiny BERT on a made-up task: is there a `c` in the text? Small enough to train in a test. */
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import type { DatasetTask, StoredExample } from '../../../src/ml/data/example.js';
import { Random } from '../../../src/ml/random.js';
import { taskTypeOf } from '../../../src/ml/task-types/registry.js';
import type { TaskScope } from '../../../src/ml/task-types/task-type.js';
import { UNSCALED } from '../../../src/ml/task-types/value-scale.js';
import { Tokenizer } from '../../../src/ml/tokenizers/tokenizer.js';
import type { FineTuneMethod } from '../../../src/ml/training/fine-tune-method.js';
import { FineTuning } from '../../../src/ml/training/fine-tuning.js';
import {
  HyperparameterChoices,
  type Hyperparameters,
  resolveHyperparameters,
} from '../../../src/ml/training/hyperparameters.js';
import { lettersTokenizer } from '../../support/tiny-model.js';
import { engine } from './eager-and-compiled.js';

const CONFIG = {
  model_type: 'bert',
  vocab_size: 40,
  hidden_size: 16,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  intermediate_size: 32,
  max_position_embeddings: 32,
  type_vocab_size: 2,
  initializer_range: 0.1,
};

const { 'tokenizer.json': json, 'tokenizer_config.json': config } = lettersTokenizer();

/** How the toy's examples are read. */
export const toyScope = (seed: number, headLabels: readonly string[] = ['without', 'with']): TaskScope => ({
  tokenizer: Tokenizer.fromFiles(json, config),
  architecture: architectureFor(CONFIG),
  headLabels,
  maxLength: 32,
  seed,
  scale: UNSCALED,
});

const LETTERS = [...'defghijklmnopqrstuvwxyz'];

/** Texts of 6 to 20 tokens, special ones included. */
function toyExamples(count: number, seed: number): StoredExample<'text-classification'>[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const letters = Array.from({ length: 4 + random.below(15) }, () => LETTERS[random.below(LETTERS.length)]!);
    const label = ['without', 'with'][random.below(2)]!;
    for (let i = 0; label === 'with' && i < 3; i++) letters[random.below(letters.length)] = 'c';
    return { id: `ex_${i}`, text: letters.join(' '), label };
  });
}

export const toyHyperparameters = (choices: Partial<Hyperparameters> = {}): Hyperparameters =>
  resolveHyperparameters(HyperparameterChoices.parse({ batchSize: 8, epochs: 2, learningRate: 0.01, ...choices }), {
    trainExamples: 60,
    validationExamples: 24,
    tokensP95: 20,
    parameters: 10_000,
    method: 'full',
    predictsTokens: false,
    modelMaxLength: 32,
  });

interface ToyTask {
  task: DatasetTask;
  scope: TaskScope;
  train: StoredExample[];
  validation: StoredExample[];
}

/** A tuning of fresh weights. */
export async function prepareToy(
  { task, scope, train, validation }: ToyTask,
  choices: Partial<Hyperparameters> = {},
  method: FineTuneMethod = { type: 'full' },
): Promise<FineTuning> {
  const type = taskTypeOf(task);
  const split = (examples: StoredExample[]) => ({ examples, rows: type.rows(examples, scope) });
  const hyperparameters = toyHyperparameters(choices);
  const options = { type, scope, method, hyperparameters, train: split(train), validation: split(validation) };
  const tuning = await FineTuning.prepare(options, engine);
  tuning.makeFresh([...tuning.plan.task.weights, ...(tuning.plan.lora?.adapters ?? [])]);
  return tuning;
}

export const toyFineTuning = (choices: Partial<Hyperparameters> = {}, seed = 1, method?: FineTuneMethod) =>
  prepareToy(
    { task: 'text-classification', scope: toyScope(seed), train: toyExamples(60, 1), validation: toyExamples(24, 2) },
    choices,
    method,
  );

/** All parameters, as one string to compare bit by bit. */
export const parametersOf = ({ store }: FineTuning): string =>
  store.weights
    .map(({ name }) => {
      const { buffer, byteOffset, byteLength } = store.view('parameter', name);
      return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    })
    .join();

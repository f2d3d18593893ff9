/** A tiny BERT on a made-up task: does the first word occur again? Small enough to train in a test. */
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { Random } from '../../../src/ml/random.js';
import { ClassifierFineTuning, type LabelledSequences } from '../../../src/ml/training/classifier-fine-tuning.js';
import type { FineTuneMethod } from '../../../src/ml/training/fine-tune-method.js';
import {
  HyperparameterChoices,
  type Hyperparameters,
  resolveHyperparameters,
} from '../../../src/ml/training/hyperparameters.js';
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

/** Sequences of 6 to 20 tokens; the label is 1 where token 7 is among them. */
function toySplit(examples: number, seed: number): LabelledSequences {
  const random = new Random(seed);
  const sequences = Array.from({ length: examples }, () => ({
    inputIds: Array.from({ length: 6 + random.below(15) }, (_, i) => (i === 0 ? 2 : 8 + random.below(32))),
  }));
  const labels = sequences.map(({ inputIds }) => {
    const positive = random.below(2);
    if (positive) inputIds[1 + random.below(inputIds.length - 1)] = 7;
    return positive;
  });
  return { sequences, labels, weights: labels.map(() => 1) };
}

export const toyHyperparameters = (choices: Partial<Hyperparameters> = {}): Hyperparameters =>
  resolveHyperparameters(HyperparameterChoices.parse({ batchSize: 8, epochs: 2, learningRate: 0.01, ...choices }), {
    trainExamples: 60,
    validationExamples: 24,
    tokensP95: 20,
    parameters: 10_000,
    method: 'full',
    modelMaxLength: 32,
  });

export async function toyFineTuning(
  choices: Partial<Hyperparameters> = {},
  seed = 1,
  method: FineTuneMethod = { type: 'full' },
): Promise<ClassifierFineTuning> {
  const tuning = await ClassifierFineTuning.prepare(
    {
      architecture: architectureFor(CONFIG),
      method,
      labels: 2,
      padId: 0,
      hyperparameters: toyHyperparameters(choices),
      seed,
      train: toySplit(60, 1),
      validation: toySplit(24, 2),
    },
    engine,
  );
  tuning.makeFresh([...tuning.plan.task.weights, ...(tuning.plan.lora?.adapters ?? [])]);
  return tuning;
}

/** All parameters, as one string to compare bit by bit. */
export const parametersOf = ({ store }: ClassifierFineTuning): string =>
  store.weights
    .map(({ name }) => {
      const { buffer, byteOffset, byteLength } = store.view('parameter', name);
      return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    })
    .join();

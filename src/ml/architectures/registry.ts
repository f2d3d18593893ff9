/** The architectures that Temper can fine-tune: one line each. */
import { ZodError } from 'zod';
import { InputError } from '../input-error.js';
import type { Architecture, ConfigurableArchitecture } from './architecture.js';
import { bert } from './bert/bert.js';
import { distilbert } from './distilbert/distilbert.js';
import { gpt2 } from './gpt2/gpt2.js';
import { llama, mistral, qwen2 } from './llama/llama.js';
import { roberta, xlmRoberta } from './roberta/roberta.js';

const ARCHITECTURES: ConfigurableArchitecture[] = [bert, roberta, xlmRoberta, distilbert, gpt2, llama, mistral, qwen2];

export class UnsupportedArchitecture extends InputError {
  override readonly name = 'UnsupportedArchitecture';

  constructor(message: string) {
    super('unsupported-architecture', message);
  }
}

export const supportedModelTypes = (): string[] => ARCHITECTURES.map(({ modelType }) => modelType);

/** An architecture whatever its configuration. */
export function architectureNamed(modelType: string): ConfigurableArchitecture {
  const found = ARCHITECTURES.find((candidate) => candidate.modelType === modelType);
  if (!found)
    throw new UnsupportedArchitecture(`expected one of ${supportedModelTypes().join(', ')}; found ${modelType}`);
  return found;
}

/** The architecture that a `config.json` describes. */
export function architectureFor(config: unknown): Architecture {
  const modelType = (config as { model_type?: unknown } | null)?.model_type;
  const architecture = ARCHITECTURES.find((candidate) => candidate.modelType === modelType);
  if (!architecture) {
    throw new UnsupportedArchitecture(
      `config.json says model_type ${JSON.stringify(modelType)}; expected one of ${supportedModelTypes().join(', ')}.`,
    );
  }
  try {
    return architecture.configure(config);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'config.json'}: ${message}`);
    throw new UnsupportedArchitecture(
      `config.json does not describe a ${modelType} that is supported: ${problems.join('; ')}.`,
    );
  }
}

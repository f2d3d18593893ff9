/**
 * Adapters on disk as PEFT lays them out: `adapter_config.json` and `adapter_model.safetensors`, which
 * `PeftModel.from_pretrained(base, folder)` loads.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadName, WeightSpec } from '../architectures/architecture.js';
import { writeSafetensors } from '../artifact/safetensors-writer.js';
import type { WeightValues } from '../engine/engine.js';
import type { AdaptedLayer, LoraOptions } from './lora-weights.js';

/** Below a model's folder. */
export const ADAPTER_FOLDER = 'adapter';

export interface PeftAdapters {
  options: LoraOptions;
  layers: readonly AdaptedLayer[];
  /** Factors of the adapters. */
  adapters: readonly WeightSpec[];
  /** Weights that were trained whole beside them. */
  head: readonly WeightSpec[];
  values: WeightValues;
  /** What the head is for. */
  headName: HeadName;
  /** Name of the model that they belong to. */
  baseModel: string;
}

/** PEFT's names; it has none for masked language modelling. */
const TASK_TYPES: Readonly<Record<HeadName, string | null>> = {
  classification: 'SEQ_CLS',
  tokenClassification: 'TOKEN_CLS',
  causalLanguageModel: 'CAUSAL_LM',
  maskedLanguageModel: null,
};

export async function writePeftAdapters(folder: string, peft: PeftAdapters): Promise<void> {
  const { options, layers, adapters, head, headName, values, baseModel } = peft;
  await mkdir(folder, { recursive: true });
  const config = {
    peft_type: 'LORA',
    task_type: TASK_TYPES[headName],
    base_model_name_or_path: baseModel,
    r: options.rank,
    lora_alpha: options.alpha,
    lora_dropout: options.dropout,
    target_modules: options.targets,
    modules_to_save: head.length ? [...new Set(head.map(moduleOf))].sort() : null,
    fan_in_fan_out: layers.some(({ weight }) => weight.layout === 'in-out'),
    bias: 'none',
    inference_mode: true,
  };
  await writeFile(join(folder, 'adapter_config.json'), `${JSON.stringify(config, null, 2)}\n`);
  const tensors = [...adapters, ...head].map(({ name, shape }) => {
    return { name: `base_model.model.${name}`, shape, dtype: 'F32' as const, data: values[name]! };
  });
  await writeSafetensors(join(folder, 'adapter_model.safetensors'), tensors);
}

/** `bert.pooler.dense.weight` → `pooler`, `classifier.out_proj.bias` → `classifier`: the module below the encoder. */
function moduleOf({ name }: WeightSpec): string {
  const parts = name.split('.').slice(0, -1);
  return parts.length > 2 ? parts[1]! : parts[0]!;
}

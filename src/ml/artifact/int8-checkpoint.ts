/**
 * Weights in 8 bits on disk: `model.int8.safetensors` holds each matrix as I8 under its own name, with its scales (F32,
 * [rows, 1] or [1, columns]) under `<name>.scale`; all else is F32. The file has a name of its own, and config.json a quantization that only Temper
 * knows, so that other software refuses the folder rather than take integers for weights.
 */
import type { Precision, WeightValues } from '../engine/engine.js';
import { isQuantized, type NamedWeight, quantizeWeight } from '../program/constant-weights.js';
import { dequantize } from '../program/int8-matrix.js';
import { ArtifactError } from './artifact-error.js';
import type { Checkpoint } from './checkpoint.js';
import { SafetensorsFile } from './safetensors-reader.js';
import { type StoredTensor, writeSafetensors } from './safetensors-writer.js';
import type { NamedTensor } from './tensor.js';

export const INT8_WEIGHTS_FILE = 'model.int8.safetensors';
const METHOD = 'temper-int8';
/** What config.json says of it. */
export const INT8_CONFIG = {
  quantization_config: {
    quant_method: METHOD,
    weights: 'int8, symmetric, a scale a row',
    activations: 'dynamic uint8',
  },
};
const scaleOf = (name: string) => `${name}.scale`;

export function precisionOf(config: Record<string, unknown>): Precision {
  const method = (config.quantization_config as { quant_method?: unknown } | undefined)?.quant_method;
  return method === METHOD ? 'int8' : 'float32';
}

export async function writeInt8Weights(path: string, specs: readonly NamedWeight[], values: WeightValues) {
  const tensors = specs.flatMap((spec): StoredTensor[] => {
    const { name, shape } = spec;
    const data = values[name]!;
    if (!isQuantized(spec)) return [{ name, shape, dtype: 'F32', data }];
    const { values: integers, scales, channels } = quantizeWeight(spec, data);
    const scaleShape = channels === 'rows' ? [scales.length, 1] : [1, scales.length];
    return [
      { name, shape, dtype: 'I8', data: integers },
      { name: scaleOf(name), shape: scaleShape, dtype: 'F32', data: scales },
    ];
  });
  await writeSafetensors(path, tensors);
}

/** Gives the numbers that the integers stand for. */
export class Int8Checkpoint implements Checkpoint {
  readonly tensors: Checkpoint['tensors'];

  private constructor(private readonly file: SafetensorsFile) {
    this.tensors = new Map(
      [...file.tensors].map(([name, tensor]) => [name, tensor.dtype === 'I8' ? { ...tensor, dtype: 'F32' } : tensor]),
    );
  }

  static async open(path: string): Promise<Int8Checkpoint> {
    return new Int8Checkpoint(await SafetensorsFile.open(path));
  }

  async read(name: string): Promise<NamedTensor> {
    const entry = this.file.tensors.get(name);
    if (entry?.dtype !== 'I8') return this.file.read(name);
    const { data: scales, shape: scaleShape } = await this.file.read(scaleOf(name));
    const [rows, columns] = entry.shape as [number, number];
    const channels = scaleShape[0] === 1 && rows !== 1 ? 'columns' : 'rows';
    if (entry.shape.length !== 2 || scales.length !== (channels === 'rows' ? rows : columns)) {
      throw new ArtifactError(
        'tensors-invalid',
        `Expected "${name}" to be a matrix with scales [${rows}, 1] or [1, ${columns}]; found [${scaleShape.join(', ')}].`,
      );
    }
    const values = await this.file.readInt8(name);
    return {
      name,
      shape: entry.shape,
      dtype: 'F32',
      data: dequantize({ shape: [rows, columns], values, scales, channels }),
    };
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

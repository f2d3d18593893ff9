import type { Dtype, NamedTensor, TensorSpec } from './tensor.js';

/** Weights on disk, in one file or several. Only names and shapes are in memory; each tensor is read when asked for. */
export interface Checkpoint {
  /** Every tensor in the files, also those of types that are not weights (such as the int64 `position_ids` of old BERTs). */
  readonly tensors: ReadonlyMap<string, TensorSpec & { readonly dtype: Dtype }>;
  /** @throws ArtifactError when there is no such tensor or it is not F32, F16 or BF16. */
  read(name: string): Promise<NamedTensor>;
  close(): Promise<void>;
}

/** Reads all tensors of weight types; for small models and tests. */
export async function readAll(checkpoint: Checkpoint): Promise<NamedTensor[]> {
  const tensors: NamedTensor[] = [];
  for (const { name, dtype } of checkpoint.tensors.values()) {
    if (isWeightDtype(dtype)) tensors.push(await checkpoint.read(name));
  }
  return tensors;
}

export function isWeightDtype(dtype: Dtype): dtype is NamedTensor['dtype'] {
  return dtype === 'F32' || dtype === 'F16' || dtype === 'BF16';
}

/** Bytes an element takes, for every type that a safetensors file may name. */
export const DTYPE_BYTES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
} as const;
export type Dtype = keyof typeof DTYPE_BYTES;

/** The types weights come in. They are float32 in memory whatever they are on disk. */
export type WeightDtype = 'F32' | 'F16' | 'BF16';

export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A tensor with its numbers. `dtype` says how it is, or is to be, stored; `data` is row-major float32. */
export interface NamedTensor extends TensorSpec {
  readonly dtype: WeightDtype;
  readonly data: Float32Array;
}

/** Integers of a matrix in 8 bits; its scales are a tensor of their own. */
export interface Int8Tensor extends TensorSpec {
  readonly dtype: 'I8';
  readonly data: Int8Array;
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

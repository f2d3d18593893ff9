import { ArtifactError } from './artifact-error.js';
import { writeAtomically } from './atomic-file.js';
import { encodeFloat16 } from './half.js';
import { LENGTH_BYTES } from './safetensors-header.js';
import { DTYPE_BYTES, elementCount, formatShape, type Int8Tensor, type NamedTensor } from './tensor.js';

/** Hugging Face transformers refuses a file whose metadata does not say who laid it out. */
const METADATA = { format: 'pt' };
const ALIGNMENT = 8;

/** A tensor to write: in the type it will have on disk. BF16 is read, never written. */
export type WritableTensor = NamedTensor & { readonly dtype: 'F32' | 'F16' };
export type StoredTensor = WritableTensor | Int8Tensor;

/**
 * Writes a safetensors file, atomically. The same tensors give the same bytes whatever their order: wider types first (so
 * that each is aligned), then by name. F16 rounds to nearest, ties to even.
 * @throws ArtifactError when sizes and shapes disagree, a name stands twice, or a finite weight does not fit F16.
 */
export async function writeSafetensors(path: string, tensors: readonly StoredTensor[]): Promise<void> {
  const ordered = [...tensors].sort((a, b) => DTYPE_BYTES[b.dtype] - DTYPE_BYTES[a.dtype] || compare(a.name, b.name));
  const header = encodeHeader(ordered);
  await writeAtomically(path, async (handle) => {
    await handle.writeFile(header);
    for (const tensor of ordered) await handle.writeFile(encodeData(tensor));
  });
}

function encodeHeader(tensors: readonly StoredTensor[]): Buffer {
  const entries = new Map<string, unknown>([['__metadata__', METADATA]]);
  let offset = 0;
  for (const { name, dtype, shape, data } of tensors) {
    if (entries.has(name))
      throw new ArtifactError('tensors-invalid', `Tensor "${name}" stands twice among those to write.`);
    if (elementCount(shape) !== data.length) {
      throw new ArtifactError(
        'tensors-invalid',
        `Tensor "${name}" of shape ${formatShape(shape)} came with ${data.length} numbers.`,
      );
    }
    const end = offset + data.length * DTYPE_BYTES[dtype];
    entries.set(name, { dtype, shape, data_offsets: [offset, end] });
    offset = end;
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const padding = Buffer.alloc((ALIGNMENT - (json.length % ALIGNMENT)) % ALIGNMENT, ' ');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  return Buffer.concat([length, json, padding]);
}

function encodeData(tensor: StoredTensor): Uint8Array {
  const stored = tensor.dtype === 'F16' ? encodeFloat16(tensor.data) : tensor.data;
  if (tensor.dtype === 'F16') checkRange(tensor.name, tensor.data, stored as Uint16Array);
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

function checkRange(name: string, data: Float32Array, halves: Uint16Array): void {
  const at = halves.findIndex((half, i) => (half & 0x7fff) === 0x7c00 && Number.isFinite(data[i]));
  if (at < 0) return;
  throw new ArtifactError(
    'tensors-invalid',
    `Tensor "${name}" has ${data[at]} at index ${at}, beyond the largest F16 (65504). Write it as F32.`,
  );
}

/** By code unit, not by locale: the order is part of the bytes. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

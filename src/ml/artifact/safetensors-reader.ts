/** Reads one safetensors file. `checkpoint-reader.ts` puts several together. */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArtifactError } from './artifact-error.js';
import { type Checkpoint, isWeightDtype, readAll } from './checkpoint.js';
import { decodeBfloat16, decodeFloat16 } from './half.js';
import {
  headerLength,
  LENGTH_BYTES,
  parseHeader,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.js';
import type { NamedTensor, WeightDtype } from './tensor.js';

/** What one read call may ask for: the system call's own limit is just under 2 GiB. */
const MAX_READ_BYTES = 2 ** 30;

export class SafetensorsFile implements Checkpoint {
  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    private readonly header: SafetensorsHeader,
  ) {}

  /** Reads and checks the header; no tensor is read yet. @throws ArtifactError `safetensors-malformed` */
  static async open(path: string): Promise<SafetensorsFile> {
    const handle = await open(path, 'r');
    try {
      return new SafetensorsFile(path, handle, await readHeader(handle));
    } catch (error) {
      await handle.close();
      if (error instanceof ArtifactError) throw new ArtifactError(error.code, `${basename(path)}: ${error.message}`);
      throw error;
    }
  }

  get tensors(): ReadonlyMap<string, TensorEntry> {
    return this.header.tensors;
  }

  get metadata(): Readonly<Record<string, string>> {
    return this.header.metadata;
  }

  async read(name: string): Promise<NamedTensor> {
    const entry = this.tensors.get(name);
    if (!entry) throw new ArtifactError('tensors-invalid', `${basename(this.path)} has no tensor "${name}".`);
    const { dtype, shape } = entry;
    if (!isWeightDtype(dtype)) {
      throw new ArtifactError(
        'tensor-unsupported',
        `Tensor "${name}" of ${basename(this.path)} is ${dtype}; weights must be F32, F16 or BF16. Convert it and write the file again.`,
      );
    }
    const buffer = await readRange(this.handle, entry.begin, entry.end);
    return { name, dtype, shape, data: toFloat32(dtype, buffer) };
  }

  /** Of a tensor of 8-bit integers. */
  async readInt8(name: string): Promise<Int8Array> {
    const { begin, end } = this.tensors.get(name)!;
    return new Int8Array(await readRange(this.handle, begin, end));
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** All weights of one file, in memory. */
export async function readSafetensors(path: string): Promise<NamedTensor[]> {
  const file = await SafetensorsFile.open(path);
  try {
    return await readAll(file);
  } finally {
    await file.close();
  }
}

async function readHeader(handle: FileHandle): Promise<SafetensorsHeader> {
  const { size } = await handle.stat();
  const prefix = await readRange(handle, 0, Math.min(LENGTH_BYTES, size));
  const length = headerLength(new Uint8Array(prefix), size);
  const json = await readRange(handle, LENGTH_BYTES, LENGTH_BYTES + length);
  return parseHeader(new Uint8Array(json), size);
}

/** A buffer of its own for each tensor, so that its start is aligned whatever the offset in the file. */
async function readRange(handle: FileHandle, begin: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(end - begin);
  let done = 0;
  while (done < bytes.length) {
    const length = Math.min(bytes.length - done, MAX_READ_BYTES);
    const { bytesRead } = await handle.read(bytes, done, length, begin + done);
    if (bytesRead === 0) {
      throw new ArtifactError(
        'safetensors-malformed',
        `Bytes ${begin} to ${end} end early: the file changed while it was read.`,
      );
    }
    done += bytesRead;
  }
  return bytes.buffer;
}

function toFloat32(dtype: WeightDtype, buffer: ArrayBuffer): Float32Array {
  if (dtype === 'F32') return new Float32Array(buffer);
  const halves = new Uint16Array(buffer);
  return dtype === 'F16' ? decodeFloat16(halves) : decodeBfloat16(halves);
}

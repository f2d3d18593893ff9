/**
 * The header of a safetensors file: an 8-byte little-endian length, then that many bytes of JSON, then the tensors' bytes.
 * https://huggingface.co/docs/safetensors/index#format. A header comes from outside, so all of it is checked before any of
 * it is used: what passes here can be read without a further bounds check.
 */
import { z } from 'zod';
import { ArtifactError } from './artifact-error.js';
import { duplicateKey } from './duplicate-key.js';
import { DTYPE_BYTES, type Dtype, elementCount, formatShape } from './tensor.js';

export const LENGTH_BYTES = 8;
/** Room for about a hundred thousand tensors; more is a mistake or an attack on the JSON parser. */
export const MAX_HEADER_BYTES = 16 * 1024 * 1024;
const MAX_RANK = 8;

/** A tensor's place: `begin` and `end` are byte offsets into the file, not into the data section. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

const Size = z.number().int().nonnegative();
const Entry = z.strictObject({
  dtype: z.enum(Object.keys(DTYPE_BYTES) as [Dtype, ...Dtype[]]),
  shape: z.array(Size).max(MAX_RANK),
  data_offsets: z.tuple([Size, Size]),
});
const Metadata = z.record(z.string(), z.string());

/** The JSON's length, from the first 8 bytes. `fileBytes` is the size of the whole file. */
export function headerLength(prefix: Uint8Array, fileBytes: number): number {
  if (prefix.byteLength < LENGTH_BYTES) {
    throw malformed(`a safetensors file starts with ${LENGTH_BYTES} bytes of length; this one ends after ${fileBytes}`);
  }
  const length = new DataView(prefix.buffer, prefix.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) {
    throw malformed(
      `its header claims ${length} bytes; at most ${MAX_HEADER_BYTES} are read. It is probably not a safetensors file`,
    );
  }
  if (LENGTH_BYTES + Number(length) > fileBytes) {
    throw malformed(`its header claims ${length} bytes, but the file has ${fileBytes} in all: it was cut short`);
  }
  return Number(length);
}

/** Parses the JSON part and checks every offset against the size of the file. */
export function parseHeader(bytes: Uint8Array, fileBytes: number): SafetensorsHeader {
  const root = parseJson(bytes);
  const tensors = new Map<string, TensorEntry>();
  let metadata: Record<string, string> = {};
  const dataStart = LENGTH_BYTES + bytes.byteLength;
  for (const [name, value] of Object.entries(root)) {
    if (name === '__metadata__') metadata = parseMetadata(value);
    else tensors.set(name, parseEntry(name, value, dataStart));
  }
  checkLayout([...tensors.values()], dataStart, fileBytes);
  return { tensors, metadata };
}

function parseJson(bytes: Uint8Array): object {
  let text: string;
  let root: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    root = JSON.parse(text);
  } catch (error) {
    throw malformed(`its header is not JSON in UTF-8: ${(error as Error).message}`);
  }
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    throw malformed('its header must be a JSON object of tensors by name');
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) throw malformed(`its header names ${JSON.stringify(twice)} twice`);
  return root;
}

function parseMetadata(value: unknown): Record<string, string> {
  const parsed = Metadata.safeParse(value);
  if (!parsed.success) throw malformed('its __metadata__ must be an object of strings');
  return parsed.data;
}

function parseEntry(name: string, value: unknown, dataStart: number): TensorEntry {
  const parsed = Entry.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw malformed(`tensor "${name}": ${issue.path.join('.') || 'entry'}: ${issue.message}`);
  }
  const { dtype, shape } = parsed.data;
  const [begin, end] = parsed.data.data_offsets;
  const expected = elementCount(shape) * DTYPE_BYTES[dtype];
  if (!Number.isSafeInteger(expected) || end - begin !== expected) {
    throw malformed(
      `tensor "${name}" of ${dtype} and shape ${formatShape(shape)} takes ${expected} bytes, but its data_offsets are ` +
        `[${begin}, ${end}]`,
    );
  }
  return { name, dtype, shape, begin: dataStart + begin, end: dataStart + end };
}

/** The tensors must tile the data section: bytes that belong to none, or to two, hide something or are a mistake. */
function checkLayout(entries: TensorEntry[], dataStart: number, fileBytes: number): void {
  let position = dataStart;
  for (const entry of entries.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (entry.end > fileBytes) {
      throw malformed(
        `tensor "${entry.name}" ends at byte ${entry.end}, but the file has ${fileBytes}: it was cut short`,
      );
    }
    if (entry.begin < position) throw malformed(`tensor "${entry.name}" overlaps the one before it`);
    if (entry.begin > position) {
      throw malformed(`${entry.begin - position} bytes before tensor "${entry.name}" belong to no tensor`);
    }
    position = entry.end;
  }
  if (position !== fileBytes) throw malformed(`its last ${fileBytes - position} bytes belong to no tensor`);
}

function malformed(detail: string): ArtifactError {
  return new ArtifactError('safetensors-malformed', `Not a valid safetensors file: ${detail}.`);
}

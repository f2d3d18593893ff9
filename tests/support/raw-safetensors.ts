/** A header entry of a safetensors file. */
export interface RawEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}
export type RawHeader = Record<string, RawEntry>;

/** Takes a safetensors file apart, so that a test can put it together in a way that no writer of ours would. */
export function readRaw(file: Buffer): { header: RawHeader; data: Buffer } {
  const end = 8 + Number(file.readBigUInt64LE());
  const { __metadata__: _, ...header } = JSON.parse(file.toString('utf8', 8, end)) as Record<string, RawEntry>;
  return { header, data: file.subarray(end) };
}

export function writeRaw(header: RawHeader, data: Buffer, claimedLength?: bigint): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(claimedLength ?? BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

/** The same file with its float32 cut to bfloat16, their upper halves. */
export function toBfloat16(file: Buffer): Buffer {
  const { header, data } = readRaw(file);
  const halves: RawHeader = {};
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [name, { shape, data_offsets: place }] of Object.entries(header)) {
    const part = Buffer.alloc((place[1] - place[0]) / 2);
    for (let at = 0; at < part.length; at += 2) data.copy(part, at, place[0] + 2 * at + 2, place[0] + 2 * at + 4);
    halves[name] = { dtype: 'BF16', shape, data_offsets: [offset, offset + part.length] };
    offset += part.length;
    parts.push(part);
  }
  return writeRaw(halves, Buffer.concat(parts));
}

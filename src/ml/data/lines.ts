const NEWLINE = 0x0a;

/** The lines of a stream without their ends, a batch for each chunk read. The last line needs no end. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let held: Buffer[] = [];
  for await (const piece of bytes) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const last = chunk.lastIndexOf(NEWLINE);
    if (last === -1) {
      held.push(chunk);
      continue;
    }
    yield Buffer.concat([...held, chunk.subarray(0, last)])
      .toString('utf8')
      .split('\n');
    held = last + 1 < chunk.length ? [chunk.subarray(last + 1)] : [];
  }
  const rest = Buffer.concat(held).toString('utf8');
  if (rest !== '') yield [rest];
}

/** The same lines as bytes, their ends included: a batch of whole lines for each chunk read. Chunks may share their memory. */
export async function* readLineBytes(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      held.push(Buffer.from(chunk));
      continue;
    }
    yield held.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...held, chunk.subarray(0, end)]);
    held = end < chunk.length ? [Buffer.from(chunk.subarray(end))] : [];
  }
  if (held.length > 0) yield Buffer.concat([...held, Buffer.of(NEWLINE)]);
}

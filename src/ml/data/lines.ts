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

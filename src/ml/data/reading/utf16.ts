import { InputError } from '../../input-error.js';

/** UTF-16, as spreadsheets export it, as UTF-8 and without its byte order mark. */
export async function* fromUtf16(
  bytes: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (...piece: Parameters<typeof decoder.decode>) => {
    try {
      return Buffer.from(decoder.decode(...piece));
    } catch {
      throw new InputError(
        'wrong-encoding',
        'The file begins as UTF-16 does, but is not: half a character stands alone, or the file is cut short. ' +
          'Write it as UTF-8 and send it again.',
      );
    }
  };
  for await (const piece of bytes) yield decode(piece, { stream: true });
  yield decode();
}

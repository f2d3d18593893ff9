import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

/** How pages are decompressed: by Node's own zlib where it can, else in JavaScript. */
export const CODECS: Compressors = {
  ...compressors,
  GZIP: (page, length) => gunzipSync(page, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (page, length) => brotliDecompressSync(page, { maxOutputLength: Math.max(1, length) }),
};

export const CODEC_NAMES: ReadonlySet<string | undefined> = new Set(['UNCOMPRESSED', ...Object.keys(CODECS)]);

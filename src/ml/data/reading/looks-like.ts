import { InputError } from '../../input-error.js';

/**
 * What the first bytes of a file say it is, whatever its name says. Anything that is not text or gzip is refused here, by
 * name, before a parser makes a confusing error of it.
 */
const SIGNATURES: readonly { name: string; bytes: readonly number[]; at?: number; hint?: string }[] = [
  { name: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { name: 'a GIF image', bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: 'a PDF document', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  {
    name: 'a ZIP archive or an Excel workbook',
    bytes: [0x50, 0x4b, 0x03, 0x04],
    hint: 'Unpack it, or export it as CSV.',
  },
  {
    name: 'an encrypted Parquet file',
    bytes: [0x50, 0x41, 0x52, 0x45],
    hint: 'Write it without encryption.',
  },
  { name: 'an Arrow file', bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] },
  { name: 'an old Excel workbook', bytes: [0xd0, 0xcf, 0x11, 0xe0], hint: 'Export it as CSV.' },
  { name: 'a SQLite database', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66] },
  { name: 'a 7z archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { name: 'a bzip2 file', bytes: [0x42, 0x5a, 0x68], hint: 'Compress it with gzip, or not at all.' },
  { name: 'an xz file', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], hint: 'Compress it with gzip, or not at all.' },
  { name: 'a Zstandard file', bytes: [0x28, 0xb5, 0x2f, 0xfd], hint: 'Compress it with gzip, or not at all.' },
  { name: 'a program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { name: 'a Python pickle', bytes: [0x80, 0x04, 0x95] },
  { name: 'a tar archive', bytes: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257, hint: 'Send the file inside it.' },
  { name: 'UTF-32 text', bytes: [0xff, 0xfe, 0, 0], hint: 'Re-encode it as UTF-8.' },
];

/** Bytes that `looksLike` needs to see of a file, where it has as many. */
export const HEAD_BYTES = 512;

export type Looks =
  | { kind: 'text' | 'utf-16le' | 'utf-16be' | 'gzip' | 'parquet' }
  | { kind: 'other'; name: string; hint?: string };

const PARQUET = Buffer.from('PAR1');

export function looksLike(head: Uint8Array): Looks {
  if (head[0] === 0x1f && head[1] === 0x8b) return { kind: 'gzip' };
  if (PARQUET.equals(head.subarray(0, PARQUET.length))) return { kind: 'parquet' };
  for (const { name, bytes, at = 0, hint } of SIGNATURES) {
    if (bytes.every((byte, i) => head[at + i] === byte)) return { kind: 'other', name, hint };
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { kind: 'utf-16le' };
  if (head[0] === 0xfe && head[1] === 0xff) return { kind: 'utf-16be' };
  const start = head.subarray(0, HEAD_BYTES);
  if (start.includes(0)) {
    const hint = 'If it is UTF-16 text, re-encode it as UTF-8.';
    return { kind: 'other', name: 'binary data (it holds zero bytes)', hint };
  }
  const opening = Buffer.from(start)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html)[\s>]/.test(opening)) return { kind: 'other', name: 'an HTML page' };
  if (opening.startsWith('<?xml')) return { kind: 'other', name: 'an XML document' };
  return { kind: 'text' };
}

/** Throws, saying what the file looks like, unless it may be text (or, where `packed` is allowed, gzip or Parquet). */
export function refuseUnreadable(head: Uint8Array, allowed: { packed: boolean }): void {
  const looks = looksLike(head);
  if (looks.kind === 'text' || looks.kind === 'utf-16le' || looks.kind === 'utf-16be') return;
  if (looks.kind !== 'other' && allowed.packed) return;
  const { name, hint = 'Send the rows themselves.' } = looks.kind === 'other' ? looks : WITHIN_GZIP[looks.kind];
  throw new InputError(
    'not-text',
    `Expected CSV, TSV, JSON Lines or a JSON array, in UTF-8 (gzip allowed), or Parquet; the file looks like ${name}. ${hint}`,
  );
}

const WITHIN_GZIP = {
  gzip: { name: 'gzip within gzip', hint: 'Compress it once.' },
  parquet: {
    name: 'Parquet within gzip',
    hint: 'Send the Parquet file itself: it is read from its end, and compressed within.',
  },
};

// Builds the pretraining corpus out of unpacked packages. The output is one text file a source:
// a paragraph a line, documents separated by an empty line. Nothing in it depends on time or file-system order.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';

import { fetchedVersion, packageFolder } from '../fetch-packages.js';
import { cleanParagraph, duplicateKey, splitLongParagraph } from './clean.js';
import { READERS } from './readers/index.js';
import type { CorpusSource } from './sources.js';

export interface SourceReport {
  name: string;
  registry: CorpusSource['registry'];
  version: string;
  licence: string;
  taken: string;
  kind: CorpusSource['kind'];
  file: string;
  documents: number;
  paragraphs: number;
  /** Paragraphs that cleaning dropped, and that an earlier paragraph (of any source) already had. */
  dropped: { notProse: number; duplicate: number };
  words: number;
  bytes: number;
  sha256: string;
}

export interface CorpusManifest {
  bytes: number;
  words: number;
  sources: SourceReport[];
}

/** A document with fewer characters says too little to learn from. */
const MIN_DOCUMENT_CHARACTERS = 200;

/**
 * Writes `outDir/<source>.txt` for each source and `outDir/manifest.json`. Exact duplicates (but for case, digits and
 * punctuation) are kept only where they come first, so the order of `sources` matters: prose before reference.
 */
export async function buildCorpus(
  sources: readonly CorpusSource[],
  packagesDir: string,
  outDir: string,
  progress: (report: SourceReport) => void = () => {},
): Promise<CorpusManifest> {
  await mkdir(outDir, { recursive: true });
  const seen = new Set<bigint>();
  const reports: SourceReport[] = [];
  for (const source of sources) {
    const report = await writeSource(source, packagesDir, outDir, seen);
    progress(report);
    reports.push(report);
  }
  const manifest = {
    bytes: reports.reduce((sum, report) => sum + report.bytes, 0),
    words: reports.reduce((sum, report) => sum + report.words, 0),
    sources: reports,
  };
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}

/** The documents of a corpus file, each as its paragraphs. */
export async function* readCorpusFile(path: string): AsyncGenerator<string[]> {
  let document: string[] = [];
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (line !== '') document.push(line);
      else if (document.length > 0) {
        yield document;
        document = [];
      }
    }
  }
  if (rest !== '') document.push(rest);
  if (document.length > 0) yield document;
}

async function writeSource(
  source: CorpusSource,
  packagesDir: string,
  outDir: string,
  seen: Set<bigint>,
): Promise<SourceReport> {
  const folder = packageFolder(packagesDir, source);
  const file = `${source.name.replace(/^@/, '').replaceAll('/', '-')}.txt`;
  const output = createWriteStream(join(outDir, file));
  const hash = createHash('sha256');
  const counts = { documents: 0, paragraphs: 0, dropped: { notProse: 0, duplicate: 0 }, words: 0, bytes: 0 };
  const limit = (source.maxMegabytes ?? Number.POSITIVE_INFINITY) * 1e6;
  const read = READERS[source.reader];

  for (const path of await listFiles(folder, source)) {
    if (counts.bytes >= limit) break;
    for (const document of read(await readBytes(join(folder, path)), join(folder, path))) {
      const kept = keepParagraphs(document, seen, counts.dropped);
      const text = `${kept.join('\n')}\n\n`;
      if (text.length < MIN_DOCUMENT_CHARACTERS) continue;
      counts.documents++;
      counts.paragraphs += kept.length;
      counts.words += text.split(/\s+/).length - 1;
      counts.bytes += Buffer.byteLength(text);
      hash.update(text);
      if (!output.write(text)) await once(output, 'drain');
    }
  }
  output.end();
  await finished(output);
  if (counts.bytes === 0) throw new Error(`Nothing was read from ${source.name} in ${folder}; is it unpacked there?`);
  const { name, registry, licence, taken, kind } = source;
  const version = await fetchedVersion(packagesDir, source);
  return { name, registry, version, licence, taken, kind, file, ...counts, sha256: hash.digest('hex') };
}

function keepParagraphs(
  document: readonly string[],
  seen: Set<bigint>,
  dropped: { notProse: number; duplicate: number },
): string[] {
  const kept: string[] = [];
  for (const raw of document.flatMap(splitLongParagraph)) {
    const paragraph = cleanParagraph(raw);
    if (paragraph === undefined) {
      dropped.notProse++;
      continue;
    }
    const key = createHash('sha1').update(duplicateKey(paragraph)).digest().readBigUInt64LE();
    if (seen.has(key)) dropped.duplicate++;
    else {
      seen.add(key);
      kept.push(paragraph);
    }
  }
  return kept;
}

/**
 * The source's files in a fixed order: by name for a book; for a capped source by the hash of the name, so that
 * the cap takes a sample of all its parts and not the first letters of the alphabet.
 */
async function listFiles(folder: string, source: CorpusSource): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => source.include.test(path) && !source.exclude?.test(path));
  const key = (path: string) => (source.maxMegabytes ? createHash('sha1').update(path).digest('hex') : path);
  return paths
    .map((path) => ({ path, key: key(path) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((each) => each.path);
}

async function readBytes(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

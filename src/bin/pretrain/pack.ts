// Tokenises the corpus into the long runs of ids that masked language modelling cuts its sequences from.
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { bertWords } from '../../ml/tokenizers/bert-words.js';
import { WordPieceEncoder } from '../../ml/tokenizers/wordpiece-encoder.js';
import type { CorpusManifest } from './corpus.js';
import { readCorpusFile } from './corpus.js';

export interface TokenFile {
  file: string;
  tokens: number;
  documents: number;
  sha256: string;
}

export interface TokensManifest {
  vocabularySize: number;
  /** uint16, little-endian; documents one after another, each ended by [SEP]; no [CLS]. */
  format: 'uint16le';
  trainTokens: number;
  validationTokens: number;
  unknownTokens: number;
  train: TokenFile[];
  validation: TokenFile;
}

/** One document in two hundred is held out. */
const VALIDATION_ONE_IN = 200;

/**
 * Writes `train-<source>.bin` for each source, `validation.bin` and `manifest.json`. Which documents are held out
 * depends on their text alone. A document's paragraphs follow each other without a separator.
 */
export async function packCorpus(corpusDir: string, tokenizerDir: string, outDir: string): Promise<TokensManifest> {
  await mkdir(outDir, { recursive: true });
  const corpus = JSON.parse(await readFile(join(corpusDir, 'manifest.json'), 'utf8')) as CorpusManifest;
  const vocabulary = (await readFile(join(tokenizerDir, 'vocab.txt'), 'utf8')).trimEnd().split('\n');
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const unknownId = ids.get('[UNK]')!;
  const separatorId = ids.get('[SEP]')!;
  const encoder = new WordPieceEncoder(ids, unknownId);

  const validation = await TokenWriter.create(outDir, 'validation.bin');
  const train: TokenFile[] = [];
  let unknownTokens = 0;
  for (const source of corpus.sources) {
    const writer = await TokenWriter.create(outDir, `train-${source.file.replace(/\.txt$/, '')}.bin`);
    for await (const document of readCorpusFile(join(corpusDir, source.file))) {
      const text = document.join('\n');
      const tokens: number[] = [];
      for (const word of bertWords(text)) {
        for (const id of encoder.encodeWord(word)) {
          tokens.push(id);
          if (id === unknownId) unknownTokens++;
        }
      }
      tokens.push(separatorId);
      await (isHeldOut(text) ? validation : writer).write(tokens);
    }
    train.push(await writer.close());
  }

  const held = await validation.close();
  const manifest: TokensManifest = {
    vocabularySize: vocabulary.length,
    format: 'uint16le',
    trainTokens: train.reduce((sum, file) => sum + file.tokens, 0),
    validationTokens: held.tokens,
    unknownTokens,
    train,
    validation: held,
  };
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}

function isHeldOut(text: string): boolean {
  return createHash('sha1').update(text).digest().readUInt32LE() % VALIDATION_ONE_IN === 0;
}

class TokenWriter {
  private readonly hash = createHash('sha256');
  private tokens = 0;
  private documents = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: Awaited<ReturnType<typeof open>>,
  ) {}

  static async create(folder: string, file: string): Promise<TokenWriter> {
    return new TokenWriter(file, await open(join(folder, file), 'w'));
  }

  async write(ids: readonly number[]): Promise<void> {
    const bytes = Buffer.alloc(2 * ids.length);
    ids.forEach((id, i) => {
      bytes.writeUInt16LE(id, 2 * i);
    });
    this.hash.update(bytes);
    this.tokens += ids.length;
    this.documents++;
    await this.handle.write(bytes);
  }

  async close(): Promise<TokenFile> {
    await this.handle.close();
    return { file: this.file, tokens: this.tokens, documents: this.documents, sha256: this.hash.digest('hex') };
  }
}

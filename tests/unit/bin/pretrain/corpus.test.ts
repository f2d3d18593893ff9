import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { buildCorpus, readCorpusFile } from '../../../../src/bin/pretrain/corpus.js';
import { corpusCard } from '../../../../src/bin/pretrain/corpus-card.js';
import { packCorpus } from '../../../../src/bin/pretrain/pack.js';
import type { CorpusSource } from '../../../../src/bin/pretrain/sources.js';
import { writeTokenizer } from '../../../../src/bin/pretrain/vocabulary.js';

const sentence = (subject: string) =>
  `It is said that the ${subject} was in the house when all of them came back from the long walk that they had made.`;

const source = (name: string, more: Partial<CorpusSource> = {}): CorpusSource => ({
  registry: 'npm',
  name,
  version: '1.0.0',
  licence: 'public domain',
  taken: 'stories',
  kind: 'prose',
  reader: 'plain',
  include: /\.txt(\.gz)?$/,
  ...more,
});

describe('the pretraining corpus', () => {
  let folder: string;
  const put = async (path: string, content: string | Buffer) => {
    await mkdir(join(folder, 'packages/npm', path, '..'), { recursive: true });
    await writeFile(join(folder, 'packages/npm', path), content);
  };
  const build = (sources: CorpusSource[]) => buildCorpus(sources, join(folder, 'packages'), join(folder, 'corpus'));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-corpus-test-'));
    for (const name of ['first', '@scope/second']) await put(`${name}/package.json`, '{"version":"1.2.3"}');
    await put('first/b.txt', [sentence('cat'), 'const x = {};', sentence('dog')].join('\n\n'));
    await put('first/a.txt.gz', gzipSync([sentence('old man'), sentence('old woman')].join('\n\n')));
    await put('@scope/second/c.txt', [sentence('DOG'), sentence('king'), sentence('queen')].join('\n\n'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is a paragraph a line and an empty line between documents, in the order of the names', async () => {
    await build([source('first')]);
    const documents: string[][] = [];
    for await (const document of readCorpusFile(join(folder, 'corpus/first.txt'))) documents.push(document);
    expect(documents).toEqual([
      [sentence('old man'), sentence('old woman')],
      [sentence('cat'), sentence('dog')],
    ]);
  });

  it('keeps what several sources have where it comes first, and says what it dropped', async () => {
    const { sources } = await build([source('first'), source('@scope/second')]);
    expect(sources[1]).toMatchObject({
      file: 'scope-second.txt',
      version: '1.2.3',
      documents: 1,
      paragraphs: 2,
      dropped: { notProse: 0, duplicate: 1 },
    });
    expect(sources[0]!.dropped).toEqual({ notProse: 1, duplicate: 0 });
  });

  it('is the same when it is built again', async () => {
    const sources = [source('first', { maxMegabytes: 1 }), source('@scope/second')];
    expect(await build(sources)).toEqual(await build(sources));
  });

  it('stops reading a source at its cap', async () => {
    const { sources } = await build([source('first', { maxMegabytes: 0.0001 })]);
    expect(sources[0]!.documents).toBe(1);
  });

  it('refuses a source in which it finds nothing', async () => {
    await expect(build([source('first', { include: /\.html$/ })])).rejects.toThrow('Nothing was read from first');
  });

  it('is told source by source in the card', async () => {
    const card = corpusCard(await build([source('first')]));
    expect(card).toContain('| npm `first` 1.2.3 | stories | public domain | 0.0 |');
  });

  it('becomes ids with a separator after each document', async () => {
    await build([source('first')]);
    const words = [...new Set(`${sentence('cat')} ${sentence('dog')} old man woman`.toLowerCase().match(/[a-z]+|\./g))];
    const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', ...words];
    await writeTokenizer(vocabulary, join(folder, 'tokenizer'));
    const manifest = await packCorpus(join(folder, 'corpus'), join(folder, 'tokenizer'), join(folder, 'tokens'));

    const bytes = await readFile(join(folder, 'tokens/train-first.bin'));
    const tokens = Array.from({ length: bytes.length / 2 }, (_, i) => vocabulary[bytes.readUInt16LE(2 * i)]);
    expect(manifest).toMatchObject({ trainTokens: tokens.length, validationTokens: 0, unknownTokens: 0 });
    expect(tokens.filter((token) => token === '[SEP]')).toHaveLength(2);
    expect(tokens.at(-1)).toBe('[SEP]');
    expect(tokens.slice(0, 7)).toEqual(['it', 'is', 'said', 'that', 'the', 'old', 'man']);
  });
});

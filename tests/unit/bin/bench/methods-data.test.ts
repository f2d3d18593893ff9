import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { methodsSplits } from '../../../../src/bin/bench/methods-data.js';
import { newsgroups } from '../../../../src/bin/bench/newsgroups.js';
import { reviewSentences } from '../../../../src/bin/bench/review-sentences.js';

const rows = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, i) => ({
    text: `${JSON.stringify(more)} ${i}`,
    label: i % 2 ? 'a' : 'b',
    ...more,
  }));
const sizes = (splits: Awaited<ReturnType<typeof methodsSplits>>) => Object.values(splits).map(({ length }) => length);
const texts = (examples: { text: string }[]) => examples.map(({ text }) => text);

describe('methodsSplits', () => {
  it('takes so many rows out of all, and splits them as the demo splits its mail', async () => {
    const splits = await methodsSplits(rows(500), 200, 1);
    expect(sizes(splits)).toEqual([100, 40, 60]);
    expect(Math.max(...texts(splits.train).map((text) => Number(text.split(' ').at(-1))))).toBeGreaterThan(400);
  });

  it('keeps a test that the data set comes with, whatever the seed', async () => {
    const all = [...rows(500), ...rows(300, { split: 'test' })];
    const [first, second] = [await methodsSplits(all, 200, 1), await methodsSplits(all, 200, 2)];
    expect(sizes(first)).toEqual([100, 40, 60]);
    expect(texts(first.test)).toEqual(texts(second.test));
    expect(texts(first.train)).not.toEqual(texts(second.train));
    expect(texts(first.test).every((text) => text.includes('test'))).toBe(true);
    expect(texts([...first.train, ...first.validation]).some((text) => text.includes('test'))).toBe(false);
    expect(first.test[0]).not.toHaveProperty('split');
  });
});

describe('what the packages hold', () => {
  let folder: string;
  const put = async (path: string, content: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-bench-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are sentences with 1 for positive, and end with an empty text', async () => {
    const file = JSON.stringify([
      { text: 'Great.  ', class: 1 },
      { text: 'Waste of time.', class: 0 },
      { text: '', class: null },
    ]);
    for (const site of ['amazon', 'imdb', 'yelp']) await put(`test/fixtures/${site}.json`, file);
    expect((await reviewSentences(folder)).slice(0, 2)).toEqual([
      { text: 'Great.', label: 'positive' },
      { text: 'Waste of time.', label: 'negative' },
    ]);
  });

  it('are posts after three lines of header, the later ones to test on', async () => {
    const header = 'Category\tText\nd\tstring\nclass\t\n';
    await put('orangecontrib/text/datasets/20newsgroups-train.tab', `${header}sci.med\tre doctors\nsci.med\t\n`);
    await put('orangecontrib/text/datasets/20newsgroups-test.tab', `${header}sci.space\tmoon\n`);
    expect(await newsgroups(folder)).toEqual([
      { text: 're doctors', label: 'sci.med' },
      { text: 'moon', label: 'sci.space', split: 'test' },
    ]);
  });
});

import { splitExamples } from '../../../../src/bin/bench/split-examples.js';

const examples = Array.from({ length: 200 }, (_, i) => ({
  text: `mail ${i}`,
  label: i % 4 ? 'ham' : 'spam',
  group: `group ${i >> 2}`,
}));
const shares = { train: 0.5, validation: 0.2, test: 0.3 };

describe('splitExamples', () => {
  it('gives every split its share of each label, groups together', async () => {
    const splits = await splitExamples(examples, shares, 1);
    const groups = Object.values(splits).map((rows) => new Set(rows.map(({ group }) => group)));
    expect(Object.values(splits).map((rows) => rows.length)).toEqual([100, 40, 60]);
    expect(groups.map(({ size }) => size)).toEqual([25, 10, 15]);
    expect(splits.test.filter(({ label }) => label === 'spam')).toHaveLength(15);
  });

  it('follows the seed', async () => {
    const texts = async (seed: number) => (await splitExamples(examples, shares, seed)).test.map(({ text }) => text);
    expect(await texts(1)).toEqual(await texts(1));
    expect(await texts(1)).not.toEqual(await texts(2));
  });
});

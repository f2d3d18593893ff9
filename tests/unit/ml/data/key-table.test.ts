import { KeyTable } from '../../../../src/ml/data/key-table.js';
import { Random } from '../../../../src/ml/random.js';

describe('the table of keys', () => {
  it('remembers the first row of each of many keys, also of those that share a slot', () => {
    const random = new Random(1);
    // Few different first words, so that keys collide in every size of the table.
    const keys = Array.from({ length: 20_000 }, (_, i) => [random.below(50), random.uint32(), i] as const);
    const table = new KeyTable();
    const rows = keys.map((_, row) => row);
    expect(keys.map((key, row) => table.firstRow(key, row))).toEqual(rows);
    expect(keys.map((key, row) => table.firstRow(key, row + 1_000_000))).toEqual(rows);
  });
});

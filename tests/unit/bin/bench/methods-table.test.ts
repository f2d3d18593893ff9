import { methodsTable } from '../../../../src/bin/bench/methods-table.js';
import { standardDeviation } from '../../../../src/bin/bench/numbers.js';
import { measured } from './measured.js';

const arm = (wrong: number, seconds: number) => ({
  title: 'LoRA',
  result: measured({ wrong }),
  seconds,
  trainedShare: 0.0123,
});

describe('methodsTable', () => {
  it('has a row for each method: means over its runs and their standard deviation', () => {
    const baseline = { title: 'baseline', result: measured({ wrong: 10 }), seconds: 1, trainedShare: null };
    const rows = methodsTable([arm(10, 20), baseline, arm(30, 40)]).split('\n');
    expect(rows[0]).toBe('| method | macro-F1 | accuracy | ECE after | NLL after | seconds | trained |');
    expect(rows[2]).toMatch(/^\| LoRA \| 0\.980 ± 0\.014 \| 0\.980 ± 0\.014 \|.*\| 30 \| 1\.2 % \|$/);
    expect(rows[3]).toMatch(/^\| baseline \| 0\.990 \| 0\.990 \|.*\| 1 \| {2}\|$/);
  });
});

describe('standardDeviation', () => {
  it('is that of a sample', () => {
    expect(standardDeviation([1, 2, 3])).toBe(1);
  });

  it('is null for a single value', () => {
    expect(standardDeviation([1])).toBeNull();
  });
});

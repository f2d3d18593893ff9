import { comparison } from '../../../../src/bin/demo/comparison.js';

const result = (macroF1: number) => ({
  metrics: { macroF1, accuracy: 0.98, ece: 0.0123, nll: 0.0801 },
  intervals: { macroF1: [macroF1 - 0.01, 1], accuracy: [0.97, 0.99], ece: [0.01, 0.02], nll: [0.05, 0.11] },
});

describe('comparison', () => {
  it('puts models below each other, each number with its interval', () => {
    const lines = comparison([
      { name: 'fine-tuned', result: result(0.98) },
      { name: 'baseline', result: result(0.97) },
    ]).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^ +macro-F1 +accuracy +ECE +NLL$/);
    expect(lines[2]).toBe(
      'fine-tuned  0.9800 [0.970, 1.000]  0.9800 [0.970, 0.990]  0.0123 [0.010, 0.020]  0.0801 [0.050, 0.110]',
    );
    expect(lines[3]).toMatch(/^baseline {4}0\.9700 \[0\.960, 1\.000\]/);
  });
});

import { readFile } from 'node:fs/promises';
import { AdamW } from '../../../src/ml/training/adamw.js';
import { learningRateFactor } from '../../../src/ml/training/learning-rate.js';
import { engine } from '../support/eager-and-compiled.js';
import { classificationCase, loadReference } from '../support/parity.js';

const STEPS = 20;
const WARMUP = 5;

it('follows the losses of torch.optim.AdamW with clipping, warm-up and decay on matrices alone', async () => {
  const { losses } = JSON.parse(await readFile('tests/reference/bert/classification/adamw.json', 'utf8'));
  const { network, feeds, program, store } = await loadReference(classificationCase('bert'));
  const runner = await engine.gradients(program, store, {});
  const weights = network.weights.map((weight) => ({ ...weight, rateFactor: 1 }));
  const optimizer = new AdamW(store, weights, { weightDecay: 0.1, maxGradNorm: 1 });
  const found: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    found.push(await runner.run(feeds, { seed: 1, step }));
    optimizer.update(step + 1, 1e-3 * learningRateFactor('linear', step, STEPS, WARMUP));
  }
  await runner.dispose();
  found.forEach((loss, step) => {
    expect(Math.abs(loss - losses[step]) / losses[step]).toBeLessThan(0.001);
  });
});

describe('learning-rate schedules', () => {
  it('rise linearly over the warm-up', () => {
    expect([0, 1, 2].map((step) => learningRateFactor('constant', step, 10, 2))).toEqual([0, 0.5, 1]);
  });

  it('fall to zero at the end, linearly or as half a cosine', () => {
    expect(learningRateFactor('linear', 6, 10, 2)).toBeCloseTo(0.5);
    expect(learningRateFactor('linear', 10, 10, 2)).toBe(0);
    expect(learningRateFactor('cosine', 6, 10, 2)).toBeCloseTo(0.5);
    expect(learningRateFactor('cosine', 4, 10, 2)).toBeCloseTo(0.5 * (1 + Math.SQRT1_2));
    expect(learningRateFactor('cosine', 10, 10, 2)).toBeCloseTo(0);
  });
});

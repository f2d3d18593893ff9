import { readFile } from 'node:fs/promises';
import { supportedModelTypes } from '../../../src/ml/architectures/registry.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { AdamW } from '../../../src/ml/training/adamw.js';
import { learningRateFactor } from '../../../src/ml/training/learning-rate.js';
import { engine } from '../support/eager-and-compiled.js';
import { classificationCase, loadReference } from '../support/parity.js';

const STEPS = 20;
const WARMUP = 5;

it.each(supportedModelTypes())('follows the losses of torch.optim.AdamW: %s', async (architecture) => {
  const { losses } = JSON.parse(await readFile(`tests/reference/${architecture}/classification/adamw.json`, 'utf8'));
  const { network, feeds, program, store } = await loadReference(classificationCase(architecture));
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

describe('a weight that begins to move later', () => {
  const shapes = ['early', 'late'].map((name) => ({ name, shape: [3] }));
  const gradient = (name: string, step: number) =>
    Float32Array.of(0.1 * step, -0.2, name === 'late' ? 0.3 : 0.05 * step * step);

  /** Values of a weight after each step. */
  function trained(stillFor: number, steps: number[], name = 'late') {
    const store = new ParameterStore(shapes, { scratchFloats: 0 });
    for (const weight of shapes) store.view('parameter', weight.name).set([1, -2, 3]);
    const weights = shapes.map((weight) => ({
      name: weight.name,
      decay: true,
      rateFactor: 1,
      ...(weight.name === 'late' && { stillFor }),
    }));
    const optimizer = new AdamW(store, weights, { weightDecay: 0.1, maxGradNorm: Number.POSITIVE_INFINITY });
    return steps.map((step, i) => {
      for (const weight of shapes) store.view('gradient', weight.name).set(gradient(weight.name, step));
      const norm = optimizer.update(i + 1, 0.01);
      return { values: [...store.view('parameter', name)], norm };
    });
  }
  const values = (run: ReturnType<typeof trained>) => run.map((step) => step.values);

  it('does not move before', () => {
    for (const step of values(trained(3, [1, 2, 3]))) expect(step).toEqual([1, -2, 3]);
  });

  it('moves from then on as in an optimizer that has just begun', () => {
    const late = values(trained(3, [1, 2, 3, 4, 5, 6]));
    expect(late.slice(3)).toEqual(values(trained(0, [4, 5, 6])));
  });

  it('leaves those that move alone, and its gradient out of the norm until it moves', () => {
    const steps = [1, 2, 3, 4];
    expect(values(trained(3, steps, 'early'))).toEqual(values(trained(0, steps, 'early')));
    const norms = trained(3, steps).map(({ norm }) => norm);
    const of =
      (...names: string[]) =>
      (step: number) =>
        Math.hypot(...names.flatMap((name) => [...gradient(name, step)]));
    [1, 2, 3].forEach((step, i) => {
      expect(norms[i]).toBeCloseTo(of('early')(step), 5);
    });
    expect(norms[3]).toBeCloseTo(of('early', 'late')(4), 5);
  });
});

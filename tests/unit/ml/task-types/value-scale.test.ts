import { readFileSync } from 'node:fs';
import { architectureFor } from '../../../../src/ml/architectures/registry.js';
import { fitValueScale, UNSCALED, withoutScale, withScale } from '../../../../src/ml/task-types/value-scale.js';

const headOf = (architecture: string) =>
  architectureFor(JSON.parse(readFileSync(`tests/reference/${architecture}/regression/config.json`, 'utf8')))
    .head('classification')
    .weights({ labels: 1 });
const values = [10, 14, 12, 20];

/** What the last layer gives for states of ones. */
const outputOf = (weights: Record<string, Float32Array>) =>
  Object.values(weights).reduce((sum, weight) => sum + weight.reduce((part, x) => part + x, 0), 0);
const lastOf = (head: ReturnType<typeof headOf>, from = 0.5) =>
  Object.fromEntries(
    head.map(({ name, shape }) => [
      name,
      new Float32Array(shape.reduce((n, size) => n * size, 1)).map((_, i) => from + i / 8),
    ]),
  );
const perLabel = (head: ReturnType<typeof headOf>, weights: Record<string, Float32Array>) =>
  Object.fromEntries(head.filter((spec) => spec.perLabel).map(({ name }) => [name, weights[name]!]));

describe('the scale of values', () => {
  it('is their mean and deviation where the head has a bias', () => {
    const { mean, deviation } = fitValueScale(values, headOf('bert'));
    expect(mean).toBe(14);
    expect(deviation).toBeCloseTo(Math.sqrt((16 + 0 + 4 + 36) / 4), 12);
  });

  it('is their root mean square alone where it has none', () => {
    const { mean, deviation } = fitValueScale(values, headOf('gpt2'));
    expect(mean).toBe(0);
    expect(deviation).toBeCloseTo(Math.sqrt((100 + 196 + 144 + 400) / 4), 12);
  });

  it('divides by nothing where all values are the same', () => {
    expect(fitValueScale([3, 3], headOf('bert'))).toEqual({ mean: 3, deviation: 1 });
    expect(fitValueScale([0, 0], headOf('gpt2'))).toEqual({ mean: 0, deviation: 1 });
  });

  it.each(['bert', 'distilbert', 'roberta', 'gpt2', 'llama'])('is folded into the head and out again (%s)', (name) => {
    const head = headOf(name);
    const weights = lastOf(head);
    const scale = fitValueScale(values, head);
    const folded = withScale(weights, head, scale);
    expect(outputOf(perLabel(head, folded))).toBeCloseTo(
      scale.mean + scale.deviation * outputOf(perLabel(head, weights)),
      3,
    );
    const back = withoutScale(folded, head, scale);
    for (const [weight, numbers] of Object.entries(weights)) {
      back[weight]!.forEach((x, i) => {
        expect(x).toBeCloseTo(numbers[i]!, 5);
      });
    }
    const others = head.filter((spec) => !spec.perLabel);
    for (const { name: other } of others) expect(folded[other]).toBe(weights[other]);
  });

  it('leaves a head as it is without one', () => {
    const head = headOf('bert');
    expect(withScale(lastOf(head), head, UNSCALED)).toEqual(lastOf(head));
  });
});

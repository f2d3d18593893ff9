/** Weights as constants of a graph, in 8 bits where these are asked for. */
import { type Int8Matrix, quantize } from './int8-matrix.js';
import type { WeightLayout } from './operators/products.js';

export interface NamedWeight {
  name: string;
  shape: readonly number[];
  perLabel?: boolean;
  layout?: WeightLayout;
}

/** Matrices, save the small ones that stand for labels: their rounding would go straight into the answers. */
export const isQuantized = ({ shape, perLabel = false }: NamedWeight): boolean => shape.length === 2 && !perLabel;

/** @param data of a weight that `isQuantized` */
export const quantizeWeight = ({ shape, layout = 'out-in' }: NamedWeight, data: Float32Array): Int8Matrix =>
  quantize(data, shape as [number, number], layout === 'out-in' ? 'rows' : 'columns');

export function constantWeights<Weight extends NamedWeight>(
  weights: readonly Weight[],
  values: Readonly<Record<string, Float32Array>>,
  precision: 'float32' | 'int8' = 'float32',
) {
  return weights.map((weight) => {
    const data = values[weight.name]!;
    const int8 = precision === 'int8' && isQuantized(weight) ? quantizeWeight(weight, data) : undefined;
    return { ...weight, data, int8 };
  });
}

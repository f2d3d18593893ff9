/** How much scratch a `ParameterStore` needs for what changes from step to step. */
import { type GradientProgram, traceGradients } from '../program/trace.js';
import { elementCount } from './parameter-store.js';

/** Room for alignment of each block, in floats. */
const SLACK = 16;

/**
 * Floats of scratch for dropout masks, gradient rows and their row numbers, for the largest of the batches whose sizes
 * by dimension are given.
 */
export async function scratchFloats(
  program: GradientProgram,
  batches: readonly Record<string, number>[],
): Promise<number> {
  const { dropout, gradients, dimensions } = await traceGradients(program);
  const blocks = [
    ...dropout.map(({ shape }) => ({ shape, width: 0 })),
    ...Object.values(gradients).flatMap(({ rows }) => rows.map(({ shape }) => ({ shape, width: shape.at(-1)! }))),
  ];
  const needed = batches.map((sizes) =>
    blocks.reduce((total, { shape, width }) => {
      const count = elementCount(shape.map((size) => dimensions.resolve(size, sizes)));
      return total + count + SLACK + (width ? count / width + SLACK : 0);
    }, 0),
  );
  return Math.max(0, ...needed);
}

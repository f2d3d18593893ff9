/** Reads the sizes of a program's symbolic dimensions off the shapes of a batch. */
import type { InputSpecs } from './trace.js';

export class BatchShapeError extends Error {
  override name = 'BatchShapeError';
}

/** Sizes by dimension, from each input whose spec names it; a batch that contradicts itself or its spec throws. */
export function inputSizes(
  specs: InputSpecs,
  feeds: Readonly<Record<string, { shape: readonly number[] }>>,
): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const [name, { shape }] of Object.entries(specs)) {
    const feed = feeds[name];
    if (!feed) throw new BatchShapeError(`the batch lacks "${name}"; expected ${Object.keys(specs).join(', ')}`);
    const fits =
      feed.shape.length === shape.length &&
      shape.every((dimension, axis) => {
        const size = feed.shape[axis]!;
        if (typeof dimension === 'number') return size === dimension;
        if (dimension.includes('*')) return true;
        sizes[dimension] ??= size;
        return sizes[dimension] === size;
      });
    if (!fits) {
      throw new BatchShapeError(
        `"${name}" should have the shape [${shape.join(', ')}] with ${JSON.stringify(sizes)}, found [${feed.shape.join(', ')}]`,
      );
    }
  }
  return sizes;
}

import type { Feeds } from '../../ml/engine/engine.js';
import type { Random } from '../../ml/random.js';
import { disguise, type MaskingOptions } from '../../ml/tasks/token-objectives.js';

export interface PassageMasking extends MaskingOptions {
  /** Share of tokens to predict. */
  share: number;
}

/** Hides tokens of `sequences` (each of `length` ids) in place; returns the positions and targets. */
export function maskTokens(
  sequences: readonly Int32Array[],
  length: number,
  options: PassageMasking,
  random: Random,
): Feeds {
  const candidates: number[] = [];
  sequences.forEach((ids, row) => {
    ids.forEach((id, column) => {
      if (!options.specialIds.has(id)) candidates.push(row * length + column);
    });
  });
  const count = Math.max(1, Math.round(candidates.length * options.share));
  const positions = Int32Array.from(random.shuffle(candidates).slice(0, count)).sort();
  const labels = positions.map((position) => {
    const ids = sequences[Math.floor(position / length)]!;
    const column = position % length;
    const label = ids[column]!;
    disguise(ids, column, options, random);
    return label;
  });
  const inverse = new Int32Array(sequences.length * length).fill(count);
  positions.forEach((position, i) => {
    inverse[position] = i;
  });
  const shape = [count];
  return {
    positions: { data: positions, shape },
    inverse: { data: inverse, shape: [inverse.length] },
    labels: { data: labels, shape },
    label_weights: { data: new Float32Array(count).fill(1 / count), shape },
  };
}

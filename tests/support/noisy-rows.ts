import { Random } from '../../src/ml/random.js';

/** Of letters that the tiny model knows: the label says where most of them stand in the alphabet, but not always. */
export const NOISY_LABELS = ['front', 'middle', 'rear'] as const;

/** `count` rows, the same each time; about one in six has a label drawn anew. */
export function noisyRows(count: number) {
  const random = new Random(5, 0);
  return Array.from({ length: count }, () => {
    const zone = random.below(3);
    const letters = Array.from({ length: 6 }, () => {
      const place = random.below(4) ? zone * 8 + random.below(8) : random.below(26);
      return String.fromCharCode(97 + place);
    });
    const label = NOISY_LABELS[random.below(6) ? zone : random.below(3)]!;
    return { text: letters.join(' '), label };
  });
}

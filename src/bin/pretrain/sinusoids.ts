/**
 * Sinusoidal positions (Vaswani et al., 2017, arXiv:1706.03762) as a start for learnt ones, [positions, width]: the
 * embedding of a neighbour is a rotation of one's own, so attending to it is quickly found, at every position alike.
 */
export function sinusoids(positions: number, width: number, deviation: number): Float32Array {
  const table = new Float32Array(positions * width);
  // A sine has a mean square of one half.
  const amplitude = deviation * Math.SQRT2;
  for (let position = 0; position < positions; position++) {
    for (let column = 0; column < width; column += 2) {
      const angle = position / 10_000 ** (column / width);
      table[position * width + column] = amplitude * Math.sin(angle);
      table[position * width + column + 1] = amplitude * Math.cos(angle);
    }
  }
  return table;
}

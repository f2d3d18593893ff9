/**
 * A start from which attention to neighbours need not be found by chance. Trained from random weights, a small BERT spends
 * millions of tokens predicting from the bag of words around a gap before its heads learn where a word stands.
 */

/**
 * Sinusoidal positions (Vaswani et al., 2017, arXiv:1706.03762), [positions, width]: sine and cosine in adjacent columns,
 * the quickest first, so that the embedding of a neighbour is a rotation of one's own.
 */
export function sinusoids(positions: number, width: number, deviation: number): Float32Array {
  const table = new Float32Array(positions * width);
  // A sine has a mean square of one half.
  const amplitude = deviation * Math.SQRT2;
  for (let position = 0; position < positions; position++) {
    for (let column = 0; column < width; column += 2) {
      const angle = position * frequency(column, width);
      table[position * width + column] = amplitude * Math.sin(angle);
      table[position * width + column + 1] = amplitude * Math.cos(angle);
    }
  }
  return table;
}

const frequency = (column: number, width: number) => 10_000 ** (-column / width);

export interface LocalHeads {
  width: number;
  /** Where each head looks at first, relative to its own position. */
  offsets: readonly number[];
  /** Size of the weights: the larger, the narrower the window. */
  gain: number;
}

/**
 * Adds to the query and key matrices [width, width] of a layer that reads the embeddings what makes head `h` attend around
 * `offsets[h]`: keys take the quickest sinusoids as they are, queries take them rotated by the offset.
 */
export function addLocalAttention(query: Float32Array, key: Float32Array, { width, offsets, gain }: LocalHeads): void {
  const headWidth = width / offsets.length;
  offsets.forEach((offset, head) => {
    for (let column = 0; column < headWidth; column += 2) {
      const angle = offset * frequency(column, width);
      const sine = (head * headWidth + column) * width + column;
      const cosine = sine + width;
      key[sine]! += gain;
      key[cosine + 1]! += gain;
      // sin(a + b) = sin a cos b + cos a sin b; cos(a + b) = cos a cos b − sin a sin b
      query[sine]! += gain * Math.cos(angle);
      query[sine + 1]! += gain * Math.sin(angle);
      query[cosine]! -= gain * Math.sin(angle);
      query[cosine + 1]! += gain * Math.cos(angle);
    }
  });
}

/** Matrices in 8 bits: symmetric, with a scale for each output (or row of a table). */

export interface Int8Matrix {
  /** [rows, columns] */
  shape: readonly [number, number];
  /** −127 to 127; a number is `value · scale` of its channel. */
  values: Int8Array;
  /** One for each row, or for each column. */
  scales: Float32Array;
  channels: 'rows' | 'columns';
}

const LARGEST = 127;

/** Rounds to nearest. Rounding what `dequantize` gave yields the same integers again. */
export function quantize(
  data: Float32Array,
  [rows, columns]: readonly [number, number],
  channels: Int8Matrix['channels'],
): Int8Matrix {
  const channelOf = (i: number) => (channels === 'rows' ? Math.floor(i / columns) : i % columns);
  const scales = new Float32Array(channels === 'rows' ? rows : columns);
  for (let i = 0; i < data.length; i++) {
    const channel = channelOf(i);
    scales[channel] = Math.max(scales[channel]!, Math.abs(data[i]!));
  }
  for (let channel = 0; channel < scales.length; channel++) scales[channel] = scales[channel]! / LARGEST || 1;
  const values = new Int8Array(data.length);
  for (let i = 0; i < data.length; i++) values[i] = Math.round(data[i]! / scales[channelOf(i)]!);
  return { shape: [rows, columns], values, scales, channels };
}

export function dequantize({ shape: [, columns], values, scales, channels }: Int8Matrix): Float32Array {
  return Float32Array.from(
    values,
    (value, i) => value * scales[channels === 'rows' ? Math.floor(i / columns) : i % columns]!,
  );
}

/** The same numbers as [inputs, outputs], as ONNX's products take them. */
export function inputsFirst({ shape: [rows, columns], values, channels }: Int8Matrix): {
  shape: [number, number];
  values: Int8Array;
} {
  if (channels === 'columns') return { shape: [rows, columns], values };
  const transposed = new Int8Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) transposed[column * rows + row] = values[row * columns + column]!;
  }
  return { shape: [columns, rows], values: transposed };
}

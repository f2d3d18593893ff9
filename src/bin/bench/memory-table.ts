export interface MemorySample {
  step: number;
  /** Bytes that the process holds in memory, and of these JavaScript's heap and its buffers. */
  rss: number;
  heapUsed: number;
  arrayBuffers: number;
  /** Live tensors of TF.js. */
  tensors: number;
}

/** The first samples fill caches and ONNX Runtime's arena. */
const SETTLING_SHARE = 0.25;

/** Markdown: the samples, and what is added to each number in 1,000 steps once it has settled. */
export function memoryTable(samples: readonly MemorySample[]): string {
  const settled = samples.slice(Math.floor(samples.length * SETTLING_SHARE));
  const slope = (of: (sample: MemorySample) => number) => 1000 * slopeOf(settled.map((one) => [one.step, of(one)]));
  const row = (name: string, of: (sample: MemorySample) => number) =>
    `| ${name} | ${of(samples[0]!).toFixed(1)} | ${of(samples.at(-1)!).toFixed(1)} | ${slope(of).toFixed(2)} |`;
  const last = samples.at(-1)!.step;
  return [
    '| step | resident, MB | heap, MB | buffers, MB | tensors |',
    '| ---: | ---: | ---: | ---: | ---: |',
    ...samples.map(({ step, rss, heapUsed, arrayBuffers, tensors }) => {
      return `| ${step} | ${[rss, heapUsed, arrayBuffers].map((bytes) => (bytes / 1e6).toFixed(1)).join(' | ')} | ${tensors} |`;
    }),
    '',
    `|  | step ${samples[0]!.step} | step ${last} | added in 1,000 steps, from step ${settled[0]!.step} on |`,
    '| --- | ---: | ---: | ---: |',
    row('resident, MB', ({ rss }) => rss / 1e6),
    row('heap, MB', ({ heapUsed }) => heapUsed / 1e6),
    row('buffers, MB', ({ arrayBuffers }) => arrayBuffers / 1e6),
    row('tensors', ({ tensors }) => tensors),
  ].join('\n');
}

/** Slope of the line through points by least squares; 0 for a single point. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return spread && points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}

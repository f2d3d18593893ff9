/** How fast a model answers here: one text alone, and many at once. */
import type { StoredExample } from '../../../ml/data/example.js';
import { percentile } from '../../../ml/data/percentile.js';
import type { TextModel } from '../../../ml/inference/text-model.js';
import { Stopwatch } from '../../stopwatch.js';

const SAMPLE = 200;
const BATCH = 32;
/** The first ones prepare what later ones find ready. */
const WARM_UPS = 2;
const RUNS = { alone: 15, batch: 5 } as const;

export async function measureSpeed(
  model: TextModel,
  examples: readonly StoredExample[],
  signal: AbortSignal,
): Promise<{ tokens: number; latencyMs: number; textsPerSecond: number }> {
  const { type, scope } = model;
  const { lengths, rows } = type.rows(examples.slice(0, SAMPLE), scope);
  const tokens = percentile(lengths, 0.5);
  const typical = examples[rows[lengths.findIndex((length) => length >= tokens)]!.example]!;
  const seconds = async (copies: number, runs: number) => {
    const batch = type.rows(Array<StoredExample>(copies).fill(typical), scope);
    const taken: number[] = [];
    for (let run = 0; run < WARM_UPS + runs; run++) {
      const watch = new Stopwatch();
      await model.outputs(batch, signal);
      if (run >= WARM_UPS) taken.push(watch.seconds);
    }
    return percentile(taken, 0.5);
  };
  return {
    tokens,
    latencyMs: 1000 * (await seconds(1, RUNS.alone)),
    textsPerSecond: BATCH / (await seconds(BATCH, RUNS.batch)),
  };
}

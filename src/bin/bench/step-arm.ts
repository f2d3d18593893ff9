/**
 * One run of what `npm run bench:step` compares, in a process of its own so that neither memory nor threads of another
 * run disturb it. Takes its options as JSON, prints a `StepResult`.
 */
import { z } from 'zod';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { median } from './median.js';
import { StepOptions } from './step-options.js';
import { measureProducts } from './step-products.js';
import type { StepResult } from './step-result.js';
import { SyntheticStep } from './synthetic-step.js';

/** The first steps fill ONNX Runtime's arena. */
const SETTLING_STEPS = 3;

const { arm, ...options } = StepOptions.and(z.object({ arm: z.enum(['step', 'products']) })).parse(
  JSON.parse(process.argv[2]!),
);
const measured = arm === 'step' ? await measureStep(options) : await measureProducts(options);
const { notes, times } = measured;
const result: StepResult = {
  name: arm === 'step' ? 'temper' : 'its matrix products alone',
  seconds: median(times),
  best: Math.min(...times),
  peakBytes: process.resourceUsage().maxRSS * 1024,
  notes,
};
console.log(JSON.stringify(result));

async function measureStep(options: StepOptions): Promise<{ times: number[]; notes: string }> {
  const step = await SyntheticStep.prepare(options, new OnnxEngine(options));
  const times: number[] = [];
  for (let count = 1; count <= options.steps + SETTLING_STEPS; count++) {
    const start = performance.now();
    await step.run(count);
    times.push((performance.now() - start) / 1000);
  }
  await step.dispose();
  const { featureSeconds } = step;
  const notes = featureSeconds === null ? '' : `before the first epoch ${featureSeconds.toFixed(2)} s, once a batch`;
  return { times: times.slice(SETTLING_STEPS), notes };
}
